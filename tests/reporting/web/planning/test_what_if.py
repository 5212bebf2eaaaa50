"""What if a target were due later, or one more session were held: reckoned, and never written."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import ClassSession, Enrolment, SessionSeat
from plan.models import CapacityPlan, Target
from tests.courses.factories import make_course, make_enrolment
from tests.courses.session_factories import make_session, part
from tests.people.factories import PersonFactory
from tests.reporting.web.addresses import ON

pytestmark = pytest.mark.each_database
PAGE = "/en/insights/what-if/"
WISH = {
    "due": "2027-12-31",
    "seats": "၁၀",
    "on": "2026-12-01",
    "attendance": "80",
    "passing": "50",
}


def test_a_wish_is_reckoned_beside_what_is(as_hr, house):
    context = as_hr.get(PAGE, ON | WISH | {"target": house.target.pk}).context
    assert (context["now"].due_on, context["then"].due_on) == (
        dt.date(2026, 12, 31), dt.date(2027, 12, 31),
    )  # fmt: skip
    # Four of ten seats would learn it; three are without it.
    assert (context["now"].extra, context["then"].extra) == (0, 3)
    assert context["then"].low == context["row"].held + 3
    assert context["then"].outlook == "reached"


def test_targets_of_one_skill_are_told_apart(as_hr, house):
    house.target.measure, house.target.positions = "trained", [{"en": "Clerk", "my": "စာရေး"}]
    house.target.save()
    page = as_hr.get(PAGE, ON | {"target": house.target.pk}).text
    assert "completions of “Protecting data”" in page
    assert "· Trained here · Clerk</a>" in page
    assert page.count("Clerk") == 2


def test_nothing_is_written(as_hr, house):
    as_hr.get(PAGE, ON)  # the first request of a day notes that its session is used
    with CaptureQueriesContext(connection) as queries:
        assert as_hr.get(PAGE, ON | WISH).context["then"]
    verbs = {query["sql"].split()[0].upper() for query in queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE"}


def test_without_a_wish_the_form_shows_what_is(as_hr, house):
    page = as_hr.get(PAGE, ON)
    assert (page.context["then"], page.context["row"].target.pk) == (None, house.target.pk)
    assert 'value="2026-12-31"' in page.text
    assert "Assumed: 80% come and 70% of them pass" in page.text


@pytest.mark.any_database
@pytest.mark.parametrize(
    "wrong",
    [
        {"seats": "-1"},
        {"due": "soon"},
        {"due": "2020-01-01"},
        {"due": "9999-12-31"},
        {"attendance": "101"},
        {"on": "2028-01-01"},
        {"on": "2020-01-01"},
    ],
)
def test_a_wrong_wish_is_told_and_not_reckoned(as_hr, wrong):
    page = as_hr.get(PAGE, ON | WISH | wrong)
    assert (page.status_code, page.context["then"]) == (400, None)


def test_seats_until_the_due_day_are_compared_with_the_gap(as_hr, house):
    at = timezone.now()
    for year in (2026, 2028):
        plan = CapacityPlan.objects.create(
            agency=house.moha, year=year, state="approved", submitted_by=house.hr, submitted_at=at,
            decided_by=house.hr, decided_at=at,
        )  # fmt: skip
        priority = plan.priorities.create(skill=house.skill, level=2, headcount=5, gap=2)
        priority.quarters.create(quarter=3, seats=50, budget=0)
        priority.quarters.create(quarter=4, seats=10, budget=0)
    course = make_course(skills=[(house.skill, 2)], agency=house.north)
    begins = timezone.make_aware(dt.datetime(2026, 12, 7, 9))
    make_session(house.north, course=course, capacity=4, parts=[part(begins)])
    page = as_hr.get(PAGE, ON)
    # Ten seats of the running quarter, of which 56 percent learn; four of them are opened.
    seats = page.context["seats"]
    assert (seats.in_time, seats.opened, seats.too_late) == (10, 4, 60)
    assert page.context["seat_learners"] == 5
    assert "They suffice." in page.text
    assert "60 more seats come too late" in page.text
    # A wish for a later due day leaves time for more.
    assert as_hr.get(PAGE, ON | WISH | {"due": "2028-12-31"}).context["seats"].in_time == 70


def test_shares_are_measured_where_sessions_were_held(as_hr, house):
    course = make_course(skills=[(house.skill, 2)], agency=house.north)
    begins = timezone.make_aware(dt.datetime(2026, 11, 2, 9))
    session = make_session(house.north, course=course)
    ends = {"begins_at": begins, "ends_at": begins + dt.timedelta(hours=3)}
    closed = {"closed_by": house.hr, "closed_at": ends["ends_at"]}
    ClassSession.objects.filter(pk=session.pk).update(state="finished", **ends, **closed)
    for number in range(20):
        person = PersonFactory()
        minutes = 180 if number < 15 else 0
        given = {"state": "seated", "queued_at": begins, "seated_at": begins}
        SessionSeat.objects.create(session=session, person=person, minutes=minutes, **given)
        if number < 12:
            enrolment = make_enrolment(course, person=person)
            Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=ends["ends_at"])
    rates = as_hr.get(PAGE, ON).context["rates"]
    assert (rates.seats, rates.attended, rates.passed) == (20, 15, 12)
    assert (rates.attendance, rates.passing) == (75, 80)


def test_a_target_out_of_reach_is_not_shown(as_township, house):
    page = as_township.get(PAGE, ON | {"target": house.target.pk})
    assert page.context["row"].target.agency == house.north
    assert (page.status_code, "There is a problem" in page.text) == (400, True)
    assert as_township.get(PAGE, {"unit": "MOHA"}).status_code == 404


def test_where_no_target_is_open_the_page_says_so(as_hr):
    Target.objects.all().delete()
    assert "No target is open here" in as_hr.get(PAGE, ON).text
