"""Months after a course its people are asked once, and reminded once, in one letter a day."""

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from courses.follow_ups import FollowUpClosed, answer_follow_up, ask_about_use, remind_of_use
from courses.models import Course, Enrolment, FollowUp, WorkUse
from people.models import Message
from tests.courses.factories import make_course, make_enrolment
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(dt.datetime(2026, 6, 15, 12))
DAY = dt.timedelta(days=1)


def complete(person, at, **more):
    enrolment = make_enrolment(make_course(), person=person, at=at)
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=at, **more)
    return enrolment


@pytest.fixture
def official():
    person = PersonFactory()
    PostingFactory(person=person, valid_from=dt.date(2020, 1, 1))
    return person


def test_two_courses_are_asked_about_in_one_letter_and_once(official):
    at = NOON - relativedelta(months=6)
    for days in (0, 2):
        complete(official, at - days * DAY)
    assert (ask_about_use(at=NOON), ask_about_use(at=NOON + DAY)) == (1, 0)
    assert FollowUp.objects.count() == 2
    letter = Message.objects.get()
    assert (letter.kind, len(letter.facts["courses"])) == ("courses/use_asked", 2)


def test_who_does_not_answer_is_reminded_once(official):
    complete(official, NOON - relativedelta(months=6))
    complete(official, NOON - relativedelta(months=6, days=1))
    ask_about_use(at=NOON)
    answer_follow_up(FollowUp.objects.first(), WorkUse.DECLINED, at=NOON)
    assert [remind_of_use(at=NOON + days * DAY) for days in (13, 14, 15)] == [0, 1, 0]
    assert len(Message.objects.get(kind="courses/use_reminder").facts["courses"]) == 1


def test_those_are_left_alone_of_whom_nothing_is_to_be_asked(official, settings):
    at = NOON - relativedelta(months=6)
    complete(PersonFactory(), at)  # serves nowhere
    complete(official, at, is_by_points=True)
    complete(official, at + DAY)
    complete(official, at - relativedelta(months=3))
    assert ask_about_use(at=NOON) == 0
    complete(official, at)
    assert ask_about_use(at=NOON.replace(hour=23)) == 0
    settings.FOLLOW_UP_MONTHS = 0
    assert ask_about_use(at=NOON) == 0


def test_of_a_course_that_asks_no_more_nobody_is_asked_reminded_or_heard(official):
    enrolment = complete(official, NOON - relativedelta(months=6))
    course = Course.objects.filter(pk=enrolment.course_id)
    course.update(asks_feedback=False)
    assert ask_about_use(at=NOON) == 0
    course.update(asks_feedback=True)
    assert ask_about_use(at=NOON) == 1
    row = FollowUp.objects.get()
    answer_follow_up(row, WorkUse.OFTEN, at=NOON)
    course.update(asks_feedback=False)
    with pytest.raises(FollowUpClosed):
        answer_follow_up(row, WorkUse.NOT_YET, at=NOON)
    assert FollowUp.objects.answered().get().answer == WorkUse.OFTEN  # what was said is kept
    FollowUp.objects.update(answer="", answered_at=None)
    assert remind_of_use(at=NOON + 14 * DAY) == 0
