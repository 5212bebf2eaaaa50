"""What an office does at its desk: lists, search, a roster and a duty of all its people.

With 5,000 people and with 100,000; ``SCALE=1000000`` measures that many instead.
"""

import csv
import io
import os
import time
from collections.abc import Callable, Iterator

from django.db import connection
from django.utils import timezone

from courses.assignments.making import DueRule, draft_assignment
from courses.assignments.reach import preview_reach
from courses.assignments.reaching import apply_assignment
from people.audiences import PeopleRule
from people.models import Agency, Posting, Role, RosterProposal, RosterProposalLine
from people.roster.proposals import approve_proposal, create_proposal, decide_lines
from people.tasks import work_on_roster
from tests.bench.material import TODAY, browser
from tests.bench.measuring import Aim, Row, compare, print_aims, print_table
from tests.bench.ministry import CLERK, OFFICES, Ministry, fill_ministry, names
from tests.bench.urls import BARE
from tests.courses.factories import make_course
from tests.people.factories import RoleFactory

SIZES = [int(os.environ["SCALE"])] if os.environ.get("SCALE") else [5_000, 100_000]
LINES = 10_000
HEADINGS = (
    *("staff_number", "name_my", "name_en", "agency"),
    *("position_my", "position_en", "grade", "from"),
)


def list_addresses(held: Ministry) -> Iterator[tuple[str, str]]:
    """Lists of the desk, and people asked for in each way."""
    people, office = "/my/office/people/", held.offices[7].code
    skill = f"{people}?skill={held.skill}&skill_level=2"
    yield "first page", people
    yield "last page", f"{people}?page={-(-held.size * 9 // 10 // 50)}"
    yield "by staff number", f"{people}?order=-number"
    yield "of a grade", f"{people}?grade=3"
    yield "search by name", f"{people}?q=Myint Kyaw"
    yield "search by number", f"{people}?q={held.size - 1}"
    yield "search by phone", f"{people}?q=00120"
    yield "who left", f"{people}?state=left"
    yield "no password", f"{people}?account=no"
    yield "skill held", skill
    yield "skill lacking", f"{skill}&skill_proof=lacking"
    yield "of a profile, lacking", f"{skill}&skill_proof=lacking&post={held.profile}"
    yield "came within 30 days", f"{people}?group={held.group}"
    yield "an office", f"{people}?unit={office}"
    yield "units with headcount", "/my/office/units/"
    yield "requests", "/my/office/requests/"
    yield "duties", "/my/office/duties/"
    yield "people of a duty", f"/my/office/duties/{held.duty}/"
    yield "requests about duties", "/my/office/duties/requests/"
    yield "study that waits", "/my/office/hours/requests/"
    yield "hours of an office", f"/my/office/hours/?unit={office}"
    yield "hours of a ministry", f"/my/office/hours/?unit={held.top.code}"
    yield "class sessions", "/my/office/sessions/"
    yield "audiences", "/my/office/audiences/"


def lists(held: Ministry) -> Iterator[Row]:
    """Pages of the lists, by whom the whole nation is seen."""
    office = browser(RoleFactory(agency=held.nation).person)
    for name, address in list_addresses(held):
        yield compare_page(office, f"{name}, {held.size:,} people", address)
    # For this every page counts what waits at all desks; four of the queries are the bench's own.
    yield compare_page(office, "with the number of the menu", "/my/office/people/", forget=True)
    secretariat = browser(RoleFactory(agency=held.nation, kind=Role.Kind.SECRETARIAT).person)
    yield compare_page(secretariat, "files of the plan", "/my/office/plan/files/")


def compare_page(office, name: str, address: str, *, forget: bool = False) -> Row:
    """A page beside a view that does nothing."""

    def ask() -> None:
        if forget:
            session = office.session
            session.pop("waiting", None)
            session.save()
        assert office.get(address).status_code == 200, address

    return compare(
        name,
        ask,
        lambda: office.get(BARE),
        against="bare view, same middleware",
        runs=5,
    )


def roster_lists(held: Ministry, proposal: RosterProposal) -> Iterator[Row]:
    """The list of rosters, and the lines of one."""
    office = browser(RoleFactory(agency=held.top).person)
    one, count = f"/my/office/roster/{proposal.pk}/", proposal.lines.count()
    yield compare_page(office, "rosters", "/my/office/roster/")
    yield compare_page(office, f"lines of a roster of {count:,}", one)
    yield compare_page(office, "the last of them", f"{one}?page={-(-count // 50)}")


def roster_of(offices: list[Agency]) -> bytes:
    """Two lines in a hundred move, two are new; the others are as recorded."""
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow(HEADINGS)
    rows = Posting.objects.filter(agency__in=offices).select_related("person", "agency")
    for n, row in enumerate(rows.order_by("pk")[: LINES * 98 // 100]):
        agency, since = row.agency, row.valid_from
        if n % 50 == 0:
            agency, since = offices[(n + 1) % OFFICES], TODAY
        who = row.person
        cells = (
            who.staff_number,
            who.name_my,
            who.name_en,
            agency.code,
            *CLERK.values(),
            row.grade,
        )
        lines.writerow([*cells, since.isoformat()])
    for n, (my, en) in zip(range(LINES * 2 // 100), names(), strict=False):
        cells = (f"NEW-{n}", my, en, offices[n % OFFICES].code, *CLERK.values(), 3)
        lines.writerow([*cells, TODAY.isoformat()])
    return file.getvalue().encode()


def roster(held: Ministry) -> Iterator[Aim]:
    """A file of the ministry: compared, approved by a second person, applied."""
    one, other = (RoleFactory(agency=held.top).person for _ in range(2))
    content = roster_of(held.offices)
    lines = content.count(b"\n") - 1
    proposal = create_proposal(content, file_name="bench.csv", unit=held.top, by=one)
    told = f"roster of {lines:,} lines of {held.size:,}"
    yield spend(f"{told} compared", lambda: work_on_roster(proposal.pk), 60)
    proposal.refresh_from_db()
    assert proposal.state == RosterProposal.State.OPEN, proposal.state
    print_table(list(roster_lists(held, proposal)))
    # The same names come again and again: the new ones of a large ministry have namesakes.
    for decision in (RosterProposalLine.Decision.ANOTHER, RosterProposalLine.Decision.LEAVE_OUT):
        decide_lines(proposal.lines.undecided(), decision, by=one)
    approve_proposal(proposal, by=other)
    yield spend(f"{told} applied", lambda: work_on_roster(proposal.pk), 60)
    proposal.refresh_from_db()
    assert proposal.state == RosterProposal.State.APPLIED, proposal.state


def duty(held: Ministry) -> Iterator[Aim]:
    """A course asked of the whole ministry: whom it reaches, and their rows."""
    draft = draft_assignment(
        held.top, make_course(agency=held.top), DueRule(due_days=30), rule=PeopleRule()
    )
    draft.made_by, draft.made_at = RoleFactory(agency=held.top).person, timezone.now()
    count = preview_reach(draft).count
    yield spend(f"duty of {count:,} people previewed", lambda: preview_reach(draft), 2)
    draft.save()
    yield spend(f"duty of {count:,} people applied", lambda: apply_assignment(draft.pk))
    assert draft.people.count() == count
    yield spend(f"duty of {count:,} people swept again", lambda: apply_assignment(draft.pk))


def spend(name: str, work: Callable[[], object], limit: float | None = None) -> Aim:
    before = time.process_time(), time.perf_counter()
    work()
    spent, passed = time.process_time() - before[0], time.perf_counter() - before[1]
    return Aim(name, spent, limit, "s", f"{passed:.1f} s by the clock")


def measure() -> None:
    """A ministry of each size, one after the other on one database."""
    for size in SIZES:
        held = fill_ministry(size)
        if connection.vendor == "postgresql":
            # What the server does by itself within minutes.
            connection.cursor().execute("ANALYZE")
        print_table(list(lists(held)))
        print_aims("desk", roster(held))
        print_aims("desk", duty(held))
