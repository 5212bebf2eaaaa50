"""Editions: the middle goes over, completions of before end in a window, and all of it undone."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from certification.facts.awards import award_from_enrolment
from courses.editions import (
    EditionChange,
    EditionInUse,
    open_edition,
    tell_of_edition,
    tell_of_editions,
    withdraw_edition,
)
from courses.models import Course, EditionRenewal, Enrolment
from courses.progress.completion import complete_lesson, write_completion
from courses.progress.progress import get_progress
from courses.progress.renewal import is_renewable, spares_lessons
from people.models import Message, Role
from tests.courses.factories import make_course, make_enrolment, make_lesson, make_quiz
from tests.people.factories import RoleFactory

pytestmark = pytest.mark.django_db
CHANGE = EditionChange("The law changed.", {"en": "Read lesson 2."}, renewal_days=60)


@pytest.fixture
def course():
    course = make_course(languages=("en",), renews_by_final_test=True)
    make_lesson(course, languages=("en",))
    make_quiz(course, languages=("en",))
    return course


@pytest.fixture
def trainer(course):
    return RoleFactory(agency=course.agency, kind=Role.Kind.TRAINER).person


def complete(course, **changes):
    enrolment = make_enrolment(course, at=timezone.now() - dt.timedelta(days=20))
    write_completion(enrolment, at=timezone.now() - dt.timedelta(days=9))
    Enrolment.objects.filter(pk=enrolment.pk).update(**changes)
    enrolment.refresh_from_db()
    return enrolment


def kinds_of(person):
    return list(Message.objects.filter(person=person).values_list("kind", flat=True))


def test_an_edition_is_told_once_and_ends_only_what_would_last_longer(course, trainer):
    for_good, soon = complete(course), complete(course, ends_on=timezone.localdate())
    middle = make_enrolment(course, at=timezone.now() - dt.timedelta(days=3))
    complete_lesson(middle, course.modules.get().lessons.get().versions.get())
    edition = open_edition(course, CHANGE, by=trainer)
    for _again in range(2):
        tell_of_edition(edition.pk)
        tell_of_editions()
    for_good.refresh_from_db()
    soon.refresh_from_db()
    assert for_good.ends_on == edition.renew_by
    assert is_renewable(for_good)
    assert not spares_lessons(for_good)
    assert soon.ends_on == timezone.localdate()
    assert kinds_of(for_good.person) == ["courses/edition_renewal"]
    assert kinds_of(soon.person) == []
    assert kinds_of(middle.person) == ["courses/edition_begun"]
    assert get_progress(middle).done == 1  # by the key of the lesson


def test_whoever_completes_a_later_edition_has_its_number_on_the_award(course, trainer):
    before = complete(course)
    open_edition(course, CHANGE, by=trainer)
    after = complete(Course.objects.get())
    assert award_from_enrolment(before).titles == course.titles
    assert award_from_enrolment(after).titles["en"].endswith("(edition 2)")


def test_an_edition_taken_back_gives_the_ends_back_unless_it_was_completed(course, trainer):
    until = timezone.localdate() + dt.timedelta(days=400)
    done, revoked = complete(course, ends_on=until), complete(course)
    edition = open_edition(course, CHANGE, by=trainer)
    tell_of_edition(edition.pk)
    Enrolment.objects.filter(pk=revoked.pk).update(ends_on=timezone.localdate())
    with pytest.raises(PermissionDenied):
        withdraw_edition(edition, by=RoleFactory(kind=Role.Kind.TRAINER).person)
    withdraw_edition(edition, by=trainer)
    done.refresh_from_db()
    revoked.refresh_from_db()
    assert done.ends_on == until
    assert revoked.ends_on == timezone.localdate()
    assert spares_lessons(revoked) is False
    assert Course.objects.get().edition == 1
    again = open_edition(Course.objects.get(), CHANGE, by=trainer)
    assert again.number == 2
    complete(Course.objects.get())
    with pytest.raises(EditionInUse):
        withdraw_edition(again, by=trainer)
    assert EditionRenewal.objects.filter(edition=edition).count() == 2
