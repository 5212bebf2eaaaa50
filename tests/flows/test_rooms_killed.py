"""A rule, a hall of letters, a parcel of sheets and a year, whose workers are killed in between.

Each is finished by whoever comes next: nobody is left out, and nobody has anything twice.
"""

import os
from collections import Counter
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from celery import current_app
from django.core.files.storage import default_storage
from django.utils import timezone

from courses.assignments.making import DueRule, draft_assignment, make_assignment
from courses.models import (
    AssignedPerson,
    Assignment,
    ClassSession,
    PaperTest,
    SessionSeat,
    YearlyObligation,
    YearStatus,
)
from courses.papers.printing import ask_for_print
from courses.sessions.scheduling import change_session
from people.audiences import PeopleRule
from people.models import Message, Person, Posting
from tests.courses.factories import make_course
from tests.courses.obligations.factories import CUT_OFF, SINCE, make_obligation
from tests.courses.paper_factories import make_paper_test
from tests.courses.session_factories import make_plan, make_runner, make_session, soon
from tests.flows.working import kill_all, wait_for, worker
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = pytest.mark.services
# SCALE=15 is a rule of 20,000 people, and a hall and a parcel as large as they may be.
SCALE = int(os.environ.get("SCALE") or 1)
PEOPLE, HALL, SHEETS = 1_300 * SCALE, min(450 * SCALE, 1_000), min(45 * SCALE, 300)
KILLS = 2
SWEEPS = ("apply_waiting", "tell_sessions", "sweep_papers", "close_due_years")


@pytest.fixture
def office(committed_db):
    """An agency with all its people; the manager serves elsewhere."""
    agency = AgencyFactory()
    people = Person.objects.bulk_create(PersonFactory.build() for _ in range(PEOPLE))
    Posting.objects.bulk_create(
        Posting(person=one, agency=agency, valid_from=SINCE) for one in people
    )
    return agency, people


def seat(session, people):
    now = timezone.now()
    SessionSeat.objects.bulk_create(
        SessionSeat(session=session, person=one, state="seated", queued_at=now, seated_at=now)
        for one in people
    )


def begin_everything(agency, people) -> None:
    """Ask for all four, as offices do."""
    manager, trainer = make_runner(agency, "hr"), make_runner(agency)
    course = make_course(agency=agency)
    draft = draft_assignment(agency, course, DueRule(due_days=30), rule=PeopleRule())
    make_assignment(draft, by=manager, expected=PEOPLE)
    fields = {"course": course, "capacity": 1_000}
    hall = make_session(agency, at=timezone.now(), parts=[soon(3)], **fields)
    seat(hall, people[:HALL])
    change_session(hall, make_plan(agency, parts=[soon(4)], **fields), by=trainer)
    room = make_session(agency, at=timezone.now(), parts=[soon(5)], **fields)
    seat(room, people[:SHEETS])
    ask_for_print(make_paper_test(room, trainer), by=trainer)
    make_obligation(agency, course, by=manager)


def count_done() -> int:
    """Return how much of all is there; it grows by pieces."""
    printed = sum(PaperTest.objects.values_list("print_done", flat=True))
    frozen, reached = YearStatus.objects.count(), AssignedPerson.objects.count()
    return printed + frozen + reached + Message.objects.count()


def is_everything_done() -> bool:
    return not (
        Assignment.objects.filter(applied_at=None).exists()
        or ClassSession.objects.exclude(untold=None).exists()
        or PaperTest.objects.filter(printed_at=None).exists()
        or YearlyObligation.objects.filter(closed_at=None).exists()
    )


def sweep() -> None:
    """Call what the schedule calls, as if the claims of dead workers were over."""
    PaperTest.objects.exclude(print_claimed_until=None).update(print_claimed_until=timezone.now())
    for name in SWEEPS:
        current_app.send_task(f"courses.tasks.{name}")


def kill_in_the_middle(broker: str, folder: Path, random: Random) -> None:
    before, more = count_done(), random.randint(1, 900)
    with worker(broker, folder, pool="prefork", concurrency=2, heard=False) as process:
        sweep()
        wait_for(lambda: count_done() >= before + more or is_everything_done(), 240)
        kill_all(process)


def test_killed_at_any_point_everything_is_finished_once(office, machinery, broker, speak_to):
    agency, people = office
    seed = os.getpid()
    print(f"killed by {seed}")
    speak_to(broker)
    begin_everything(agency, people)
    for number in range(KILLS):
        kill_in_the_middle(broker, machinery, Random(seed + number))  # noqa: S311
    with worker(broker, machinery, pool="prefork", concurrency=2):
        sweep()
        wait_for(is_everything_done, 600)
    check_rows(people)
    check_sheets()


def check_rows(people: list[Person]) -> None:
    everybody = sorted(one.pk for one in people)
    heard = Message.objects.filter(kind="courses/session_moved")
    for rows, expected in (
        (AssignedPerson.objects.filter(let_go_on=None), everybody),
        (YearStatus.objects.filter(year=CUT_OFF.year), everybody),
        (heard, everybody[:HALL]),
    ):
        assert sorted(rows.values_list("person", flat=True)) == expected


def check_sheets() -> None:
    """One file has every sheet, in order, and nothing of a dead worker lies beside it."""
    test = PaperTest.objects.get()
    folder, _sign, name = test.file.name.rpartition("/")
    assert default_storage.listdir(folder)[1] == [name]
    with default_storage.open(test.file.name) as file:
        document = pypdfium2.PdfDocument(file.read())
    pages = [page.get_textpage().get_text_bounded() for page in document]
    codes = [sheet.printed_code for sheet in test.sheets.order_by("number")]
    document.close()
    shown = Counter(code for text in pages for code in codes if code in text)
    # In the list of seats, on the questions and on the answers.
    assert shown == dict.fromkeys(codes, 3)
