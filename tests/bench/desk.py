"""What an office does at its desk: lists and search in a ministry, and a roster of it.

With 5,000 people and with 100,000; ``SCALE=1000000`` measures that many instead.
"""

import csv
import datetime as dt
import io
import itertools
import os
import time
from collections.abc import Iterator

from django.contrib.auth.hashers import make_password

from people.models import Agency, Person, Posting, RosterProposal
from people.roster.proposals import approve_proposal, create_proposal
from people.tasks import work_on_roster
from tests.bench.material import TODAY, browser
from tests.bench.measuring import Aim, Row, compare, print_aims, print_table
from tests.bench.urls import BARE
from tests.people.factories import AgencyFactory, RoleFactory

SIZES = [int(os.environ["SCALE"])] if os.environ.get("SCALE") else [5_000, 100_000]
OFFICES = 200
LINES = 10_000
STARTED = TODAY - dt.timedelta(days=900)
CLERK = "စာရေး"
MY = (
    *("ခင်", "မျိုး", "သန္တာ", "ကျော်", "စွာ", "ဝင်း", "မြင့်"),
    *("လှိုင်", "ဖြူ", "အေး", "မော်", "နွယ်", "ထွန်း", "ဇော်"),
)
EN = (
    *("Khin", "Myo", "Thandar", "Kyaw", "Swar", "Win", "Myint"),
    *("Hlaing", "Phyu", "Aye", "Maw", "Nwe", "Htun", "Zaw"),
)
HEADINGS = (
    *("staff_number", "name_my", "name_en", "agency"),
    *("position_my", "position_en", "grade", "from"),
)


def names() -> Iterator[tuple[str, str]]:
    """Names of three syllables in both scripts, 2,744 of them again and again."""
    syllables = list(zip(MY, EN, strict=True))
    for three in itertools.cycle(itertools.product(syllables, repeat=3)):
        yield "".join(my for my, _en in three), " ".join(en for _my, en in three)


def populate(size: int) -> tuple[Agency, list[Agency]]:
    """A ministry of 200 offices and so many people."""
    ministry = AgencyFactory(kind="ministry")
    offices = [AgencyFactory(parent=ministry) for _ in range(OFFICES)]
    called, unusable = names(), make_password(None)
    numbers = iter(range(size))
    while batch := list(itertools.islice(numbers, 5_000)):
        people = Person.objects.bulk_create(
            Person(
                username=f"D{size}-{n}",
                staff_number=f"D{size}-{n}",
                name_my=my,
                name_en=en,
                password=unusable,
            )
            for n, (my, en) in zip(batch, called, strict=False)
        )
        Posting.objects.bulk_create(
            Posting(
                person=person,
                agency=offices[n % OFFICES],
                position={"my": CLERK, "en": "Clerk"},
                grade=n % 9 + 1,
                valid_from=STARTED,
            )
            for n, person in zip(batch, people, strict=True)
        )
    return ministry, offices


def lists(size: int, ministry: Agency, offices: list[Agency]) -> Iterator[Row]:
    """Pages of the list, by whom the whole ministry is seen."""
    office = browser(RoleFactory(agency=ministry).person)
    people = "/my/office/people/"
    for name, address in (
        ("first page", people),
        ("last page", f"{people}?page={-(-size // 50)}"),
        ("by grade", f"{people}?sort=-grade"),
        ("search by name", f"{people}?q=Myint Kyaw"),
        ("search by number", f"{people}?q={size - 1}"),
        ("an office", f"{people}?unit={offices[7].code}"),
        ("units with headcount", "/my/office/units/"),
    ):
        assert office.get(address).status_code == 200, address
        yield compare(
            f"{name}, {size:,} people",
            lambda address=address: office.get(address),
            lambda: office.get(BARE),
            against="bare view, same middleware",
            runs=10,
        )


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
            CLERK,
            "Clerk",
            row.grade,
        )
        lines.writerow([*cells, since.isoformat()])
    for n, (my, en) in zip(range(LINES * 2 // 100), names(), strict=False):
        cells = (f"NEW-{n}", my, en, offices[n % OFFICES].code, CLERK, "Clerk", 3)
        lines.writerow([*cells, TODAY.isoformat()])
    return file.getvalue().encode()


def roster(size: int, ministry: Agency, offices: list[Agency]) -> Iterator[Aim]:
    """A file of the ministry: compared, approved by a second person, applied."""
    one, other = (RoleFactory(agency=ministry).person for _ in range(2))
    content = roster_of(offices)
    lines = content.count(b"\n") - 1
    proposal = create_proposal(content, file_name="bench.csv", unit=ministry, by=one)
    for name in ("compared", "applied"):
        before = time.process_time(), time.perf_counter()
        work_on_roster(proposal.pk)
        spent, passed = time.process_time() - before[0], time.perf_counter() - before[1]
        proposal.refresh_from_db()
        note = f"{passed:.1f} s by the clock"
        yield Aim(f"roster of {lines:,} lines of {size:,} {name}", spent, 60, "s", note)
        if name == "compared":
            assert proposal.state == RosterProposal.State.OPEN, proposal.state
            approve_proposal(proposal, by=other)
    assert proposal.state == RosterProposal.State.APPLIED, proposal.state


def measure() -> None:
    """A ministry of each size, one after the other on one database."""
    for size in SIZES:
        ministry, offices = populate(size)
        print_table(list(lists(size, ministry, offices)))
        print_aims("desk", roster(size, ministry, offices))
