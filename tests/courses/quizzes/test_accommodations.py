"""Accommodations lengthen every timed paper; their words are kept out of the history."""

import datetime as dt

import pytest
from wagtail.models import ModelLogEntry

from courses.models import Accommodation
from courses.quizzes.accommodations import (
    AccommodationWish,
    GivenAlready,
    NothingGiven,
    NotTheirs,
    end_accommodation,
    give_accommodation,
    may_accommodate,
)
from courses.quizzes.attempts import start_attempt
from courses.quizzes.standing import count_minutes
from people.models import Message, Role
from tests.courses.factories import make_course, make_enrolment, make_quiz
from tests.courses.session_factories import MONDAY, make_official, make_runner
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]

DAY = MONDAY.date()
MINUTE = dt.timedelta(minutes=1)
SOON = dt.date(2999, 1, 1)


def wish(**changes):
    fields = {"reason": "Letter of the clinic", "valid_from": DAY, "time_percent": 150} | changes
    return AccommodationWish(**fields)


@pytest.fixture
def learner():
    return make_official()


@pytest.fixture
def manager(learner):
    return make_runner(learner.postings.get().agency, Role.Kind.HR)


def timed_enrolment(person):
    quiz = make_quiz(make_course(), time_limit=60)
    return quiz, make_enrolment(quiz.course, person=person)


def test_a_paper_begun_afterwards_has_the_time(learner, manager):
    give_accommodation(learner, wish(break_minutes=10), by=manager, at=MONDAY)
    quiz, enrolment = timed_enrolment(learner)
    paper = start_attempt(quiz, enrolment, language="my", at=MONDAY)
    assert paper.closes_at == MONDAY + 100 * MINUTE


def test_it_holds_from_its_first_day_to_its_last(learner, manager):
    one_day = wish(valid_from=DAY, valid_to=DAY + dt.timedelta(1))
    give_accommodation(learner, one_day, by=manager, at=MONDAY)
    quiz, enrolment = timed_enrolment(learner)
    days = [MONDAY + dt.timedelta(days) for days in (-1, 0, 1)]
    assert [count_minutes(quiz, enrolment, at=day) for day in days] == [60, 90, 60]


def test_a_paper_that_is_open_becomes_longer_and_stays_so(learner, manager):
    quiz, enrolment = timed_enrolment(learner)
    paper = start_attempt(quiz, enrolment, language="my", at=MONDAY)
    row = give_accommodation(learner, wish(), by=manager, at=MONDAY + 5 * MINUTE)
    paper.refresh_from_db()
    assert paper.closes_at == MONDAY + 90 * MINUTE
    end_accommodation(row, by=manager, at=MONDAY + 6 * MINUTE)
    paper.refresh_from_db()
    assert paper.closes_at == MONDAY + 90 * MINUTE
    assert count_minutes(quiz, enrolment, at=MONDAY) == 60


def test_given_and_ended_by_turns_it_adds_up_to_no_more(learner, manager):
    quiz, enrolment = timed_enrolment(learner)
    paper = start_attempt(quiz, enrolment, language="my", at=MONDAY)
    for turn, percent in enumerate((150, 125, 150, 200), start=1):
        at = MONDAY + turn * MINUTE
        row = give_accommodation(learner, wish(time_percent=percent), by=manager, at=at)
        end_accommodation(row, by=manager, at=at)
    paper.refresh_from_db()
    assert paper.closes_at == MONDAY + 120 * MINUTE


def test_two_at_once_give_the_best_of_each(learner, manager):
    give_accommodation(learner, wish(), by=manager, at=MONDAY)
    yesterday = DAY - dt.timedelta(1)
    more = wish(valid_from=yesterday, time_percent=125, break_minutes=15)
    give_accommodation(learner, more, by=manager, at=MONDAY)
    assert count_minutes(*timed_enrolment(learner), at=MONDAY) == 105


def test_one_click_twice_records_one(learner, manager):
    give_accommodation(learner, wish(), by=manager, at=MONDAY)
    with pytest.raises(GivenAlready):
        give_accommodation(learner, wish(), by=manager, at=MONDAY + MINUTE)
    assert Accommodation.objects.count() == 1


@pytest.mark.parametrize("changes", [{"time_percent": 100}, {"reason": "\u200b "}])
def test_nothing_and_no_reason_are_refused(learner, manager, changes):
    with pytest.raises(NothingGiven):
        give_accommodation(learner, wish(**changes), by=manager, at=MONDAY)


def test_only_hr_managers_and_trainers_of_the_office_may(learner, manager):
    office = manager.roles.get().agency
    assert may_accommodate(make_runner(office), learner)
    assert not may_accommodate(make_runner(AgencyFactory(), Role.Kind.HR), learner)
    assert not may_accommodate(make_runner(office, Role.Kind.LINE_MANAGER), learner)
    assert not may_accommodate(manager, PersonFactory())
    with pytest.raises(NotTheirs):
        give_accommodation(learner, wish(), by=learner, at=MONDAY)


def test_nobody_gives_one_to_themselves_nor_to_whom_they_act_for(manager):
    office, deputy = manager.roles.get().agency, PersonFactory()
    RoleFactory(person=deputy, agency=office, kind=Role.Kind.HR, acting_for=manager, valid_to=SOON)
    PostingFactory(person=manager, agency=office)
    assert not may_accommodate(manager, manager)
    assert not may_accommodate(deputy, manager)
    assert may_accommodate(deputy, make_official(office))


def test_history_and_letter_say_that_and_not_what(learner, manager):
    give_accommodation(learner, wish(other="Larger print"), by=manager, at=MONDAY)
    entry = ModelLogEntry.objects.get(action="accommodation.give")
    assert entry.user == manager
    told = str(entry.data) + str(Message.objects.get(person=learner).facts)
    assert not any(word in told for word in ("clinic", "print", "150"))
