"""Whoever may not enrol reads why and what to do; trainers of the course, and no others, waive."""

import pytest

from courses.entry import EntryRule, Prerequisite
from courses.models import Enrolment, PrerequisiteWaiver
from people.models import Role
from tests.courses.factories import make_course, make_lesson, make_quiz
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def before():
    return make_course(languages=("en",), titles={"en": "First things"})


@pytest.fixture
def course(before):
    course = make_course(languages=("en",), prerequisites=[Prerequisite(course=str(before.key))])
    make_quiz(course, languages=("en",))
    make_lesson(course, languages=("en",))
    return course


def page_of(course):
    return f"/en/courses/{course.slug}/"


def test_what_is_missing_is_said_with_a_link_and_no_way_around_enrols(client, course, before):
    person = PersonFactory()
    client.force_login(person)
    text = client.get(page_of(course)).content.decode()
    assert page_of(before) in text
    assert "You can enrol once you have what you lack." in text
    assert "/enrol/" not in text
    lesson = course.modules.get().lessons.get()
    quiz = course.quizzes.get()
    for address in (
        f"{page_of(course)}enrol/",
        f"{page_of(course)}{lesson.module.slug}/{lesson.slug}/",
        f"/en/quizzes/{quiz.key}/",
    ):
        answer = client.post(address)
        assert answer.headers["Location"] == page_of(course)
    assert not Enrolment.objects.exists()
    assert client.get(f"{page_of(course)}{lesson.module.slug}/{lesson.slug}/").status_code == 200


def test_a_wish_goes_to_the_trainer_and_back(client, course):
    person, trainer = PersonFactory(), RoleFactory(agency=course.agency, kind="trainer").person
    client.force_login(person)
    client.post(f"{page_of(course)}waiver/", {"wish": " "})
    assert not PrerequisiteWaiver.objects.exists()
    client.post(f"{page_of(course)}waiver/", {"wish": "I taught it."})
    waiver = PrerequisiteWaiver.objects.get()
    client.force_login(RoleFactory(kind=Role.Kind.TRAINER).person)
    sent = {"waiver": waiver.pk, "act": "grant", "answer": "Yes."}
    assert "I taught it." not in client.get("/en/support/waivers/").content.decode()
    assert client.post("/en/support/waivers/", sent).status_code == 404
    client.force_login(trainer)
    assert "I taught it." in client.get("/en/support/waivers/").content.decode()
    client.post("/en/support/waivers/", sent)
    client.force_login(person)
    client.post(f"{page_of(course)}enrol/")
    assert Enrolment.objects.get().person == person


def test_whom_a_course_is_for_is_said_to_everybody_and_filters_the_catalogue(client):
    unit = AgencyFactory()
    course = make_course(languages=("en",), entry_rule=EntryRule(units=(unit.pk,), grade_to=8))
    assert unit.names["en"] in client.get(page_of(course)).content.decode()
    client.force_login(PersonFactory())
    text = client.get(page_of(course)).content.decode()
    assert "This course is not for you" in text
    assert page_of(course) in client.get("/en/courses/").content.decode()
    assert page_of(course) not in client.get("/en/courses/?open_to_me=on").content.decode()


def test_whom_a_course_is_not_for_is_not_asked_what_they_know(client, course):
    course.audience = "official"
    course.save()
    citizen = PersonFactory(audience="citizen")
    client.force_login(citizen)
    text = client.get(page_of(course)).content.decode()
    assert "You may read its lessons, but not enrol." in text
    assert "HR manager" not in text
    assert "Ask to enrol without it" not in text
    client.post(f"{page_of(course)}waiver/", {"wish": "I taught it."})
    assert not PrerequisiteWaiver.objects.exists()


def test_a_course_without_a_certificate_says_nothing_of_how_long_it_counts(client):
    course = make_course(languages=("en",))
    assert "Valid without limit" in client.get(page_of(course)).content.decode()
    course.gives_certificate = False
    course.save()
    assert "Valid" not in client.get(page_of(course)).content.decode()
