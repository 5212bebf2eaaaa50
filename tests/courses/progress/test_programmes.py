"""A programme is begun, completed with its last course, left, renewed; each once."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from courses.catalogue import retire_row
from courses.course_sets import CourseSet
from courses.models import Enrolment, ProgrammeEnrolment
from courses.progress.completion import complete_if_finished
from courses.progress.programmes import (
    ProgrammeNotOffered,
    ProgrammeNotOpen,
    complete_finished_programmes,
    current_programme_enrolment,
    enrol_in_programme,
    follow_newest_versions,
    leave_programme,
    record_programme_end,
    take_newest_version,
)
from courses.signals import programme_completed
from tests.courses.factories import make_enrolment
from tests.courses.programmes import (
    complete_course,
    days_from_today,
    make_programme,
    make_short_course,
    make_short_courses,
    publish_again,
    take_programme,
)
from tests.people.factories import PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PostingFactory(position={"my": "စာရေး", "en": "Clerk"}, grade=7).person


@pytest.fixture
def two():
    return make_short_courses(2)


def is_completed(enrolment):
    enrolment.refresh_from_db()
    return enrolment.completed_at is not None


def test_the_last_course_completes_the_programme_with_the_place_of_that_day(
    person, two, django_capture_on_commit_callbacks
):
    heard = []
    programme_completed.connect(lambda **facts: heard.append(facts["enrolment"]), weak=False)
    enrolment = take_programme(make_programme(two), person)
    complete_course(person, two[0])
    assert not is_completed(enrolment)
    with django_capture_on_commit_callbacks(execute=True):
        complete_course(person, two[1])
    assert is_completed(enrolment)
    assert enrolment.agency == person.postings.get().agency
    assert (enrolment.position["en"], enrolment.grade) == ("Clerk", 7)
    assert heard == [enrolment]


def test_it_is_completed_or_not_in_one_transaction_with_the_course(person, two):
    enrolment = take_programme(make_programme(two[:1]), person)
    course = make_enrolment(two[0], person=person)

    with transaction.atomic():
        complete_course(person, two[0])
        transaction.set_rollback(True)
    course.refresh_from_db()
    assert course.completed_at is None
    assert not is_completed(enrolment)


def test_courses_completed_before_count_while_they_are_valid(person, two):
    complete_course(person, two[0])
    complete_course(person, two[1], ends_on=timezone.localdate())
    enrolment = take_programme(make_programme(two), person)
    assert not is_completed(enrolment)
    assert is_completed(take_programme(make_programme([two[0]]), person))


def test_whoever_begins_twice_takes_it_once(person, two):
    programme = make_programme(two)
    assert take_programme(programme, person) == take_programme(programme, person)
    assert ProgrammeEnrolment.objects.count() == 1


def test_a_programme_taken_off_is_not_begun_and_can_be_finished(person, two):
    programme = make_programme(two[:1])
    enrolment = take_programme(programme, person)
    retire_row(programme)
    with pytest.raises(ProgrammeNotOffered):
        take_programme(programme)
    complete_course(person, two[0])
    assert is_completed(enrolment)


def test_whoever_left_is_not_completed_and_comes_back_to_what_was_done(person, two):
    programme = make_programme(two[:1])
    enrolment = take_programme(programme, person)
    leave_programme(enrolment)
    with pytest.raises(ProgrammeNotOpen):
        leave_programme(enrolment)
    complete_course(person, two[0])
    assert not is_completed(enrolment)
    assert take_programme(programme, person) == enrolment
    assert is_completed(enrolment)


def test_who_is_in_the_middle_keeps_what_was_asked_at_the_beginning(person, two):
    programme = make_programme(two[:1])
    begun = take_programme(programme, person)
    publish_again(programme, two)
    later = take_programme(programme)
    assert begun.version != later.version
    complete_course(person, two[0])
    assert is_completed(begun)


def test_who_wishes_takes_the_programme_as_it_is_now(person, two):
    programme = make_programme(two)
    enrolment = take_programme(programme, person)
    complete_course(person, two[0])
    publish_again(programme, two[:1])
    assert is_completed(take_newest_version(enrolment))
    with pytest.raises(ProgrammeNotOpen):
        take_newest_version(enrolment)


def test_who_cannot_finish_any_more_goes_on_with_the_newest_version(person, two):
    programme = make_programme(two)
    stuck, done = take_programme(programme), take_programme(programme, person)
    complete_course(person, two[1])
    publish_again(programme, two[:1])
    assert follow_newest_versions() == 0  # the course is still offered
    retire_row(two[1])
    assert follow_newest_versions() == 1
    stuck.refresh_from_db()
    done.refresh_from_db()
    assert stuck.version == programme.versions.first() != done.version


@pytest.mark.parametrize("required", [1, 2, None])
def test_the_sweep_finds_whom_nothing_else_completed(person, required):
    three = make_short_courses(3)
    enrolment = take_programme(make_programme(CourseSet(three, required)), person)
    other = take_programme(make_programme(CourseSet(three, required)))
    for course in three[: required or 3]:
        assert complete_finished_programmes() == 0
        row = make_enrolment(course, person=person)
        # As two transactions leave it that do not see each other.
        Enrolment.objects.filter(pk=row.pk).update(completed_at=timezone.now())
    assert complete_finished_programmes() == 1
    assert is_completed(enrolment)
    assert not is_completed(other)
    assert complete_finished_programmes() == 0


@pytest.mark.parametrize(("days", "found"), [(1, 1), (0, 0)])
def test_the_sweep_counts_what_is_valid_today(person, two, days, found):
    take_programme(make_programme(two[:1]), person)
    row = make_enrolment(two[0], person=person)
    ends_on = days_from_today(days)
    Enrolment.objects.filter(pk=row.pk).update(completed_at=timezone.now(), ends_on=ends_on)
    assert complete_finished_programmes() == found


def renew(completed, *, ends_in):
    record_programme_end(completed, days_from_today(ends_in))
    return enrol_in_programme(completed.person, completed.programme, language="en")


def test_a_renewal_asks_again_for_what_ends_with_what_it_renews(person, two):
    complete_course(person, two[0], ends_on=days_from_today(30))
    complete_course(person, two[1], ends_on=days_from_today(31))
    completed = take_programme(make_programme(two), person)
    assert is_completed(completed)
    renewal = renew(completed, ends_in=30)
    assert (renewal.occasion, is_completed(renewal)) == (2, False)
    assert current_programme_enrolment(person, completed.programme) == renewal
    assert complete_finished_programmes() == 0
    again = make_enrolment(two[0], person=person)
    assert again.occasion == 2
    complete_course(person, two[0])
    assert complete_if_finished(again) is False
    assert is_completed(renewal)


def test_what_ends_late_is_not_renewed_yet(person, two):
    complete_course(person, two[0])
    completed = take_programme(make_programme(two[:1]), person)
    assert renew(completed, ends_in=91) == completed
    assert renew(completed, ends_in=90) != completed


def test_a_course_that_is_revoked_later_takes_nothing_from_the_programme(person, two):
    course = complete_course(person, two[0])
    enrolment = take_programme(make_programme(two[:1]), person)
    at = enrolment.completed_at
    Enrolment.objects.filter(pk=course.pk).update(ends_on=timezone.localdate())
    complete_finished_programmes()
    enrolment.refresh_from_db()
    assert enrolment.completed_at == at


def test_a_completion_in_the_past_counts_what_was_valid_then(person):
    course = make_short_course()
    past = timezone.now() - dt.timedelta(days=400)
    enrolment = take_programme(make_programme([course]), person, at=past)
    complete_course(person, course, at=past + dt.timedelta(days=1))
    assert is_completed(enrolment)
    assert enrolment.completed_at == past + dt.timedelta(days=1)
