"""An account has what was credibly learnt in the year, beside what is asked of the person."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as at_most
from hypothesis import strategies as st

from courses.hours import sources
from courses.hours.account import carry_over, list_lacking, read_account, read_standings
from courses.hours.requirements import NotTheOffice, require_hours
from courses.hours.sources import (
    HoursEntry,
    HoursSource,
    count_learning_minutes,
    register_hours_source,
)
from courses.hours.years import LearningYear
from courses.models import LessonCompletion, OwnStudy, SessionSeat
from courses.models.hours import HoursKind
from courses.progress.completion import complete_lesson, visit_lesson
from people.models import Person
from tests.courses.factories import make_course, make_enrolment, make_lesson
from tests.courses.session_factories import make_session
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

YEAR = LearningYear(2025)
AT = dt.datetime(2025, 6, 1, 4, tzinfo=dt.UTC)


@pytest.fixture
def ministry(db):
    return AgencyFactory(kind="ministry")


@pytest.fixture
def office(ministry):
    return AgencyFactory(parent=ministry)


@pytest.fixture
def manager(ministry):
    return RoleFactory(agency=ministry, kind="hr").person


@pytest.fixture
def person(office):
    return PostingFactory(agency=office, grade=7, valid_from=dt.date(2020, 1, 1)).person


def state(person, minutes, *, day=dt.date(2025, 5, 1), **fields):
    fields = {"kind": HoursKind.WORKSHOP, "state": "approved", "answered_at": AT} | fields
    return OwnStudy.objects.create(
        person=person, minutes=minutes, day=day, subject="Budgets", asked_at=AT, **fields
    )


def read_lesson(person, *, seconds, at=AT):
    lesson = make_lesson(make_course(), minutes=30)
    enrolment = make_enrolment(
        lesson.lesson.module.course, person=person, at=at - dt.timedelta(days=1)
    )
    visit_lesson(enrolment, lesson.lesson, at=at - dt.timedelta(seconds=seconds))
    complete_lesson(enrolment, lesson, at=at)


@pytest.mark.parametrize(("seconds", "minutes"), [(360, 30), (359, 0), (5, 0)])
def test_a_lesson_read_in_haste_counts_for_nothing(person, seconds, minutes):
    read_lesson(person, seconds=seconds)
    assert LessonCompletion.objects.get().credited_minutes == minutes
    assert read_account(person, YEAR).done == minutes


def test_lessons_opened_together_have_a_time_of_their_own(person):
    course = make_course()
    module = make_lesson(course, minutes=30).lesson.module
    second = make_lesson(course, module=module, position=2, minutes=30)
    enrolment = make_enrolment(course, person=person, at=AT - dt.timedelta(days=1))
    versions = [module.lessons.get(position=1).versions.first(), second]
    for version in versions:
        visit_lesson(enrolment, version.lesson, at=AT - dt.timedelta(hours=1))
    for number, version in enumerate(versions):
        complete_lesson(enrolment, version, at=AT + dt.timedelta(seconds=number))
    assert read_account(person, YEAR).done == 30


def test_a_year_ends_at_midnight_in_yangon(person):
    last = dt.datetime(2025, 12, 31, 17, 29, 59, tzinfo=dt.UTC)
    read_lesson(person, seconds=900, at=last)
    read_lesson(person, seconds=900, at=last + dt.timedelta(seconds=1))
    assert read_account(person, YEAR).done == 30
    assert read_account(person, YEAR.next_year).done == 30


def test_only_study_that_was_approved_counts_by_its_kind(person):
    state(person, 90)
    state(person, 60, kind=HoursKind.MENTORING)
    state(person, 45, state="declined")
    state(person, 45, state="waiting", answered_at=None)
    state(person, 45, day=dt.date(2024, 12, 31))
    account = read_account(person, YEAR)
    counted = {kind: minutes for kind, minutes in account.by_kind if minutes}
    assert counted == {HoursKind.WORKSHOP: 90, HoursKind.MENTORING: 60}
    assert (account.required, account.missing) == (None, 0)


def test_the_nearest_office_asks_and_its_word_for_a_grade_comes_first(
    person, ministry, office, manager
):
    require_hours(ministry, hours=40, since=2024, by=manager)
    assert read_account(person, YEAR).required == 40 * 60
    require_hours(office, hours=20, since=2024, by=manager)
    require_hours(office, hours=30, since=2024, by=manager, lowest_grade=5, highest_grade=8)
    require_hours(office, hours=50, since=2026, by=manager, lowest_grade=5, highest_grade=8)
    assert read_account(person, YEAR).required == 30 * 60
    assert read_account(person, YEAR.next_year).required == 50 * 60
    require_hours(office, hours=0, since=2025, by=manager, lowest_grade=5, highest_grade=8)
    assert read_account(person, YEAR).required is None


def test_only_the_office_above_asks(office, person):
    with pytest.raises(NotTheOffice):
        require_hours(office, hours=1, since=2025, by=person)


def test_hours_beyond_the_number_come_over_once_and_up_to_a_limit(
    person, ministry, manager, settings
):
    require_hours(ministry, hours=10, since=2020, by=manager)
    state(person, 13 * 60)
    assert read_account(person, YEAR.next_year).carried == 0
    settings.LEARNING_HOURS_CARRIED = 2
    after = read_account(person, YEAR.next_year)
    assert (after.carried, after.missing) == (120, 8 * 60)
    assert read_account(person, YEAR.next_year.next_year).carried == 0


@given(done=st.integers(0, 9000), required=st.none() | st.integers(1, 9000))
@at_most(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_more_comes_over_than_was_learnt_beyond(settings, done, required):
    settings.LEARNING_HOURS_CARRIED = 20
    carried = carry_over(done, required)
    assert 0 <= carried <= 20 * 60
    assert carried == 0 or done - carried >= required


def test_minutes_attended_count_once_the_session_is_closed(person):
    session = make_session()
    end = session.ends_at
    SessionSeat.objects.create(
        session=session, person=person, state="seated", queued_at=end, seated_at=end, minutes=None
    )
    year = LearningYear.of(timezone.localdate(end))
    assert read_account(person, year).done == 0
    SessionSeat.objects.update(minutes=50, share=80)
    account = read_account(person, year)
    assert [(one.kind, one.minutes) for one in account.entries] == [(HoursKind.CLASS, 50)]
    assert count_learning_minutes(Person.objects.filter(pk=person.pk), year) == {person.pk: 50}


def test_those_who_lack_most_come_first_in_few_queries(
    ministry, manager, django_assert_max_num_queries
):
    require_hours(ministry, hours=10, since=2020, by=manager)
    people = [
        PostingFactory(agency=ministry, valid_from=dt.date(2020, 1, 1)).person for _ in "abc"
    ]
    for person, minutes in zip(people, (60, 600, 0), strict=True):
        if minutes:
            state(person, minutes)
    with django_assert_max_num_queries(5):
        standings = read_standings(Person.objects.filter(pk__in=[p.pk for p in people]), YEAR)
    assert list_lacking(standings, 9) == ([people[2].pk, people[0].pk], 2)
    assert list_lacking(standings, 1) == ([people[2].pk], 2)
    assert standings[people[1].pk].missing == 0


def test_other_places_of_learning_count_by_registering(person):
    day = dt.date(2025, 7, 1)
    entry = HoursEntry(day, 45, HoursKind.CLASS, {"en": "Session"})
    source = HoursSource("test", lambda who, year: [entry], lambda who, year: {person.pk: 45})
    register_hours_source(source)
    try:
        assert read_account(person, YEAR).entries == (entry,)
        one = Person.objects.filter(pk=person.pk)
        assert read_standings(one, YEAR) == {}
    finally:
        sources._sources.pop("test")


def test_without_a_posting_nothing_is_asked(db, ministry, manager):
    require_hours(ministry, hours=10, since=2020, by=manager)
    assert read_account(PersonFactory(), LearningYear.of(timezone.localdate())).required is None
