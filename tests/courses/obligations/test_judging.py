"""A year comes to what was done by the end of its cut-off day, by the post of that day."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.hours.account import HoursStanding
from courses.hours.requirements import require_hours
from courses.hours.years import LearningYear
from courses.models import ExemptionReason, OwnStudy, YearState
from courses.obligations.exemptions import exempt_person, withdraw_exemption
from courses.obligations.judging import (
    is_short_service,
    judge_people,
    judge_year,
    read_own_year,
)
from people.models import Person
from tests.courses.factories import make_course
from tests.courses.obligations.factories import (
    CUT_OFF,
    SINCE,
    close_after,
    complete_at,
    make_member,
    make_obligation,
    make_office,
)
from tests.courses.programmes import make_programme, make_short_course
from tests.people.factories import AgencyFactory, PostingFactory

STANDINGS = st.none() | st.builds(HoursStanding, st.integers(0, 5000), st.integers(1, 3000))


@pytest.fixture
def office(db):
    return make_office()


def judge(obligation, *people, day=None):
    found = Person.objects.filter(pk__in=[one.pk for one in people])
    return {one.person_id: one for one in judge_people(found, obligation, day=day)}


@pytest.mark.any_database
@given(parts=st.lists(st.booleans(), max_size=6), hours=STANDINGS)
def test_a_year_is_fulfilled_when_nothing_is_missing(parts, hours):
    state = judge_year(parts, hours)
    is_whole = all(parts) and (hours is None or hours.total >= hours.required)
    assert (state == YearState.FULFILLED) == is_whole
    if not any(parts) and hours is None and parts:
        assert state == YearState.NOT_FULFILLED
    # More that is done never makes a year worse.
    order = [YearState.NOT_FULFILLED, YearState.PARTLY, YearState.FULFILLED]
    assert order.index(judge_year([True for _ in parts], hours)) >= order.index(state)


@pytest.mark.any_database
@given(
    year=st.integers(2016, 2032),
    joined=st.integers(0, 365),
    cut=st.integers(0, 365),
)
def test_who_served_half_of_the_time_owes_the_year(year, joined, cut):
    whole = LearningYear(year)
    cut_off = min(whole.first_day + dt.timedelta(days=cut), whole.last_day)
    since = whole.first_day + dt.timedelta(days=joined)
    days = max(0, (cut_off - since).days + 1)
    asked = (cut_off - whole.first_day).days + 1
    assert is_short_service(days, whole.first_day, cut_off) == (days < asked - days)
    assert not is_short_service(asked, whole.first_day, cut_off)


@pytest.mark.any_database
@given(number=st.integers(2016, 2040), days=st.integers(0, 400))
def test_a_part_of_a_year_lasts_through_its_day(number, days):
    year = LearningYear(number)
    day = year.first_day + dt.timedelta(days=days)
    begin, end = year.until(day).moments
    assert begin == year.moments[0]
    assert timezone.localdate(end - dt.timedelta(microseconds=1)) == min(day, year.last_day)
    assert timezone.localtime(end).time() == dt.time.min


def test_leap_days_belong_to_a_year_and_may_cut_it_off():
    leap = dt.date(2028, 2, 29)
    assert LearningYear(2028).until(leap).last_day == leap
    assert is_short_service(29, dt.date(2028, 1, 1), leap)
    assert not is_short_service(30, dt.date(2028, 1, 1), leap)


def test_the_last_second_in_yangon_counts_and_the_next_one_does_not(office):
    agency, _ = office
    course, early, late = make_course(), make_member(agency), make_member(agency)
    last = dt.datetime(2025, 11, 30, 17, 29, 59, tzinfo=dt.UTC)
    complete_at(early, course, last)
    complete_at(late, course, last + dt.timedelta(seconds=1))
    found = judge(make_obligation(agency, course), early, late)
    assert found[early.pk].state == YearState.FULFILLED
    assert found[early.pk].parts[0].done_on == CUT_OFF
    assert found[late.pk].state == YearState.NOT_FULFILLED


def test_what_was_done_before_counts_while_it_lasts(office):
    agency, _ = office
    course = make_course()
    lasting, ended = make_member(agency), make_member(agency)
    complete_at(lasting, course, dt.date(2023, 5, 1), ends_on=CUT_OFF + dt.timedelta(days=1))
    complete_at(ended, course, dt.date(2023, 5, 1), ends_on=CUT_OFF)
    found = judge(make_obligation(agency, course), lasting, ended)
    assert found[lasting.pk].state == YearState.FULFILLED
    assert found[ended.pk].state == YearState.NOT_FULFILLED


def test_courses_programmes_and_hours_are_parts_of_one_year(office):
    agency, manager = office
    person, course = make_member(agency), make_course()
    programme = make_programme([make_short_course()])
    require_hours(agency, hours=2, since=2020, by=manager)
    obligation = make_obligation(agency, course, asks_hours=True)
    obligation.programmes.add(programme)
    complete_at(person, course, dt.date(2025, 3, 1))
    told = {"kind": "own", "subject": "Budgets", "state": "approved"}
    told |= {"asked_at": timezone.now(), "answered_at": timezone.now()}
    OwnStudy.objects.create(person=person, minutes=90, day=CUT_OFF, **told)
    OwnStudy.objects.create(person=person, minutes=60, day=CUT_OFF + dt.timedelta(days=1), **told)
    report = judge(obligation, person)[person.pk]
    assert report.state == YearState.PARTLY
    assert [part.kind for part in report.missing] == ["programme"]
    assert (report.hours.total, report.hours.required) == (90, 120)


def test_the_post_of_the_cut_off_day_answers(office):
    agency, _ = office
    other = AgencyFactory()
    moved, left, came = (make_member(agency) for _ in "abc")
    for person, day in ((moved, CUT_OFF), (left, CUT_OFF), (came, CUT_OFF + dt.timedelta(1))):
        person.postings.update(valid_to=day)
    PostingFactory(person=moved, agency=other, valid_from=CUT_OFF)
    found = judge(make_obligation(agency), moved, left, came)
    assert set(found) == {came.pk}
    assert judge(make_obligation(other), moved)[moved.pk].posting.agency == other


def test_who_came_late_is_exempt_and_who_only_moved_is_not(office):
    agency, _ = office
    new = make_member(agency, since=dt.date(2025, 6, 18))
    old = make_member(agency, since=dt.date(2025, 6, 17))
    moved = make_member(AgencyFactory())
    moved.postings.update(valid_to=dt.date(2025, 11, 1))
    PostingFactory(person=moved, agency=agency, valid_from=dt.date(2025, 11, 1))
    found = judge(make_obligation(agency), new, old, moved)
    assert found[new.pk].exempt_reason == ExemptionReason.SHORT_SERVICE
    assert found[old.pk].state == found[moved.pk].state == YearState.NOT_FULFILLED


def test_an_exemption_of_the_office_holds_until_it_is_withdrawn(office):
    agency, manager = office
    person = make_member(agency)
    obligation = make_obligation(agency)
    given = exempt_person(person, LearningYear(2025), reason="leave", by=manager)
    assert judge(obligation, person)[person.pk].exempt_reason == ExemptionReason.LEAVE
    withdraw_exemption(given, by=manager)
    assert judge(obligation, person)[person.pk].state == YearState.NOT_FULFILLED


def test_hours_of_which_none_are_asked_exempt_where_nothing_else_is(office):
    agency, _ = office
    person = make_member(agency)
    obligation = make_obligation(agency, asks_hours=True)
    obligation.courses.clear()
    assert judge(obligation, person)[person.pk].exempt_reason == ExemptionReason.NOTHING_ASKED


def test_judging_takes_as_many_queries_for_thirty_as_for_three(office, django_assert_num_queries):
    agency, _ = office
    obligation = make_obligation(agency, asks_hours=True)
    for count in (3, 30):
        for _ in range(count):
            make_member(agency, person__password="!")
        everybody = Person.objects.filter(postings__agency=agency)
        with django_assert_num_queries(10):
            judge_people(everybody, obligation)


def test_what_is_done_too_late_is_shown_and_changes_nothing(office):
    agency, _ = office
    person, course = make_member(agency), make_course()
    obligation = make_obligation(agency, course)
    close_after(obligation)
    complete_at(person, course, CUT_OFF + dt.timedelta(days=9))
    own = read_own_year(person, LearningYear(2025))
    assert own.status.current_state == YearState.NOT_FULFILLED
    assert [part["done_on"] for part in own.done_late] == [CUT_OFF + dt.timedelta(days=9)]


def test_a_person_reads_what_runs_and_nothing_where_nothing_is_asked(office):
    agency, _ = office
    today = timezone.localdate()
    year = LearningYear.of(today)
    person = make_member(agency, since=SINCE)
    assert read_own_year(person, year).report is None
    make_obligation(agency, year=year.number, cut_off_on=today)
    report = read_own_year(person, year).report
    assert (report.days_left, report.is_running) == (1, True)
