"""Where the points that are missing for a renewal are collected."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import ClassSession, Course, LessonCompletion
from courses.progress.enrolment import enrol_person, record_end
from courses.web.points import read_points_offer
from tests.courses.addresses import address
from tests.courses.factories import make_course, make_lesson
from tests.courses.programmes import complete_course
from tests.courses.session_factories import make_runner, make_session, part
from tests.plan.factories import SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DAY = dt.timedelta(days=1)


@pytest.fixture
def skill():
    return SkillFactory()


@pytest.fixture
def ending(person, skill):
    """Completed long ago and over in ten days; two points renew it."""
    course = make_course(slug="data", skills=[(skill, 1)])
    make_lesson(course)
    Course.objects.filter(pk=course.pk).update(renewal_points=2, validity_months=1)
    enrolment = complete_course(person, course, at=timezone.now() - 300 * DAY)
    record_end(enrolment, timezone.localdate() + 10 * DAY)
    return type(enrolment).objects.select_related("course").get(pk=enrolment.pk)


def make_other(skill, slug, **fields):
    course = make_course(slug=slug, skills=[(skill, 1)], **fields)
    make_lesson(course)
    return course


def open_class(course, *, after):
    runner = make_runner(course.agency)
    begins = timezone.now() + after
    return make_session(
        course.agency,
        by=runner,
        course=course,
        parts=[part(begins)],
        at=timezone.now(),
        opens_to=ClassSession.OpensTo.ALL,
    )


def list_slugs(ending):
    return [source.course.slug for source in read_points_offer(ending).sources]


def test_other_courses_of_the_skill_are_named_what_is_begun_first(ending, skill, person):
    make_other(skill, "later")
    begun = make_other(skill, "begun")
    make_other(SkillFactory(), "foreign")
    enrol_person(person, begun, language="my")
    complete_course(person, make_other(skill, "done"), at=timezone.now())
    assert list_slugs(ending) == ["begun", "later"]


def test_what_is_for_others_or_published_no_more_is_not_named(ending, skill, person):
    make_other(skill, "theirs", audience="citizen" if person.audience != "citizen" else "official")
    Course.objects.filter(pk=make_other(skill, "gone").pk).update(is_live=False)
    assert list_slugs(ending) == []


def test_sessions_are_named_that_end_in_time(ending, skill):
    other = make_other(skill, "other")
    in_time = open_class(other, after=3 * DAY)
    open_class(other, after=20 * DAY)
    [source] = read_points_offer(ending).sources
    assert source.sessions == [in_time]


def test_the_page_says_how_many_are_missing_and_leads_there(client, ending, skill):
    other = make_other(skill, "other")
    session = open_class(other, after=3 * DAY)
    page = client.get(address("renew", "data")).content.decode()
    assert "2 points are missing." in page
    assert f'href="{address("course", "other")}"' in page
    assert f'href="{address("session", session.pk)}"' in page


def test_without_another_course_it_says_what_to_do(client, ending):
    page = client.get(address("renew", "data")).content.decode()
    assert "ask your HR manager for a session" in page


def test_enough_points_show_the_button_and_no_search(client, ending, skill, person):
    done = complete_course(person, make_other(skill, "done"), at=timezone.now() - DAY)
    LessonCompletion.objects.filter(enrolment=done).update(credited_minutes=120)
    page = client.get(address("renew", "data")).content.decode()
    assert 'name="by_points"' in page
    assert "collect" not in page
    assert "Your points: 2. Asked for: 2." in page


def test_the_offer_costs_a_fixed_number_of_queries(ending, skill, django_assert_max_num_queries):
    for number in range(3):
        open_class(make_other(skill, f"other-{number}"), after=3 * DAY)
    with django_assert_max_num_queries(8):
        read_points_offer(ending)
