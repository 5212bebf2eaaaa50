"""A certificate ends; its holder takes the course again and has a new one, without a gap."""

import datetime as dt

import pytest
from django.utils import timezone

from certification.actions.revocation import restore_certificate, revoke_certificate
from certification.issuing.issue import issue_certificate
from courses.models import Course, Enrolment
from courses.progress.completion import complete_lesson
from courses.progress.enrolment import enrol_person
from courses.progress.progress import get_progress
from courses.progress.renewal import is_renewable
from people.models import Person
from reporting.figures.coverage import Measure, coverage_over
from reporting.figures.subtree import Subtree
from tests.certification.factories import make_skill
from tests.courses.factories import make_course, make_lesson, version_in
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
TODAY = timezone.localdate()


@pytest.fixture
def course():
    course = make_course(skills=[(make_skill(), 2)], validity_months=12)
    make_lesson(course)
    return course


@pytest.fixture
def person():
    return PostingFactory(
        person=PersonFactory(), agency=AgencyFactory(), valid_from=TODAY - dt.timedelta(days=800)
    ).person


def take(person: Person, course: Course, *, days_ago: int) -> Enrolment:
    """Complete the course on a day of the past, by the doors that learners use."""
    at = timezone.now() - dt.timedelta(days=days_ago)
    enrolment = enrol_person(person, course, language="my", at=at)
    for step in get_progress(enrolment).steps:
        complete_lesson(enrolment, version_in(step.row, "my"), at=at)
    enrolment.refresh_from_db()
    return enrolment


def count_held(person: Person, course: Course, day: dt.date) -> int:
    unit = person.postings.get().agency
    row = course.course_skills.get()
    [figure] = coverage_over(
        Subtree.of([unit], since=day), [(row.skill, row.level)], days=[day], measure=Measure.HELD
    )
    return figure.count


def test_after_the_end_the_course_is_taken_again_for_a_new_certificate(person, course):
    first = take(person, course, days_ago=400)
    old = issue_certificate(first)
    assert old.expires_on < TODAY
    again = take(person, course, days_ago=0)
    new = issue_certificate(again)
    assert (again.pk != first.pk, new.pk != old.pk) == (True, True)
    assert new.expires_on > TODAY
    old.refresh_from_db()
    assert (old.superseded_at, old.revoked_at) == (None, None)
    assert issue_certificate(first) == old


def test_figures_show_no_gap_and_count_nobody_twice_where_the_renewal_came_in_time(person, course):
    old = issue_certificate(take(person, course, days_ago=350))
    new = issue_certificate(take(person, course, days_ago=5))
    assert new != old
    for day in (TODAY - dt.timedelta(days=6), TODAY, old.expires_on, new.expires_on):
        held = count_held(person, course, day)
        assert held == (1 if day < new.expires_on else 0), day


def test_a_revoked_certificate_has_a_way_on_and_a_restored_one_needs_none(person, course):
    enrolment = take(person, course, days_ago=10)
    certificate = issue_certificate(enrolment)
    enrolment.refresh_from_db()
    assert (enrolment.ends_on, is_renewable(enrolment)) == (certificate.expires_on, False)
    revoke_certificate(certificate, by=person, reason="error")
    enrolment.refresh_from_db()
    assert (enrolment.ends_on, is_renewable(enrolment)) == (TODAY, True)
    restore_certificate(certificate)
    enrolment.refresh_from_db()
    assert (enrolment.ends_on, is_renewable(enrolment)) == (certificate.expires_on, False)
