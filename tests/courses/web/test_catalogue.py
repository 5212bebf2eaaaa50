"""The catalogue and a course's page, as a reader meets them."""

import pytest

from courses.catalogue import retire_row
from courses.models import Course, Enrolment
from courses.passing import PassingRule, RuleTerm, TermKind, keep_pass_rule
from tests.courses.addresses import address
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_lesson,
    make_module,
    make_quiz,
)
from tests.people.factories import AgencyFactory, PersonFactory
from tests.plan.factories import LevelFactory, SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
CARS = {"my": "ရုံးသုံးကားစီမံခြင်း", "en": "Managing office cars"}


@pytest.fixture
def signed_in(client):
    person = PersonFactory()
    client.force_login(person)
    return person


@pytest.fixture
def data():
    course = make_course(slug="data")
    make_lesson(course)
    make_quiz(course)
    return course


@pytest.fixture
def cars():
    agency = AgencyFactory(code="MOTC")
    skill = SkillFactory(code="DC3-1.1")
    LevelFactory(framework=skill.framework, number=3)
    return make_course(
        slug="cars", titles=CARS, skills=[(skill, 3)], agency=agency, audience="citizen"
    )


def found(client, **query):
    page = client.get(address("catalogue"), query)
    assert page.status_code == 200
    return {course.slug for course in page.context["page"]}


def test_the_catalogue_shows_published_courses_with_their_languages(client, data, cars):
    retire_row(cars)
    page = client.get(address("catalogue")).content.decode()
    assert "Protecting personal data" in page
    assert "မြန်မာ" in page
    assert "Managing office cars" not in page


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ({"q": "အချက်အလက်"}, {"data"}),
        ({"q": "ကိုယ္ေရးအခ်က္အလက္ ကာကြယ္ျခင္း"}, {"data"}),
        ({"q": '"'}, set()),
        ({"skill": "DC3-1.1"}, {"cars"}),
        ({"skill": "DC3-1.1", "level": "3"}, {"cars"}),
        ({"skill": "DC3-1.1", "level": "2"}, set()),
        ({"audience": "citizen"}, {"cars"}),
        ({"agency": "MOTC"}, {"cars"}),
        ({"agency": "MOTC", "audience": "official"}, set()),
        ({"skill": "nonsense", "level": "x", "page": "99"}, {"cars", "data"}),
        ({}, {"cars", "data"}),
    ],
)
def test_the_catalogue_is_narrowed(client, data, cars, query, slugs):
    assert found(client, **query) == slugs


def test_a_course_for_everybody_is_for_each_audience(client):
    make_course(slug="all", audience="")
    assert found(client, audience="citizen") == found(client, audience="official") == {"all"}


def test_the_catalogue_is_narrowed_by_sector_and_duration(client, data, cars):
    make_course(slug="roads", minutes=90, sectors=["transport"])
    assert found(client, sector="transport") == {"roads", "cars", "data"}  # these two serve all
    make_course(slug="schools", minutes=300, sectors=["education", "health"])
    assert found(client, sector="transport") == {"roads", "cars", "data"}
    assert found(client, duration="short") == {"data"}  # as long as its lesson
    assert found(client, duration="medium") == {"roads"}
    assert found(client, duration="long", sector="health") == {"schools"}
    page = client.get(address("course", "schools")).content.decode()
    assert "5 hours" in page
    assert "Education, Health" in page


def test_an_empty_search_says_so_and_leads_back(client, data):
    page = client.get(address("catalogue"), {"q": "zzz"}).content.decode()
    assert "No course fits what you asked for" in page
    assert "There are no courses yet" not in page


def test_an_empty_catalogue_says_so(client):
    assert "There are no courses yet" in client.get(address("catalogue")).content.decode()


def test_the_catalogue_keeps_its_budget(
    client, signed_in, data, cars, django_assert_max_num_queries
):
    client.get(address("catalogue"))
    with django_assert_max_num_queries(9):
        client.get(address("catalogue"), {"skill": "DC3-1.1"})


def test_a_course_page_tells_what_it_is(client, data, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page = client.get(address("course", "data")).content.decode()
    assert "What you will learn" in page
    assert "Lesson 1 (en)" in page
    assert "Final test" in page
    assert "2 kB of data" in page


def test_a_course_page_signed_in_keeps_its_budget(
    client, signed_in, data, django_assert_max_num_queries
):
    make_enrolment(data, person=signed_in)
    client.get(address("course", "data"))
    with django_assert_max_num_queries(14):
        page = client.get(address("course", "data"))
    assert "Continue" in page.content.decode()


def test_a_course_page_with_a_rule_keeps_its_budget(
    client, signed_in, data, django_assert_max_num_queries
):
    key = str(data.quizzes.get().key)
    every, test = RuleTerm(TermKind.LESSONS, 80), RuleTerm(TermKind.QUIZ, 50, key)
    class_, some = RuleTerm(TermKind.ATTENDANCE, 80), RuleTerm(TermKind.OPTIONAL_LESSONS, 1)
    keep_pass_rule(data, PassingRule(((every, some), (test, class_)), is_any=True))
    data.save()
    make_enrolment(data, person=signed_in)
    client.get(address("course", "data"))
    with django_assert_max_num_queries(18):
        page = client.get(address("course", "data"))
    assert "How you pass this course" in page.content.decode()


def test_a_retired_course_is_not_found(client, data):
    retire_row(data)
    assert client.get(address("course", "data")).status_code == 404


def test_enrolling_leads_to_the_first_lesson_once(client, signed_in, data):
    for _ in range(2):
        answer = client.post(address("enrol", "data"))
        assert answer.url == address("lesson", "data", "module-1", "lesson-1")
    assert Enrolment.objects.get().language == "en"


def test_enrolling_without_an_account_is_done_after_signing_in(client, data):
    enrol = address("enrol", "data")
    answer = client.post(enrol)
    assert answer.url.startswith("/accounts/login/?next=")
    assert client.get(enrol).url == address("course", "data")
    assert not Enrolment.objects.exists()
    sent = {"login": PersonFactory(username="khin").username, "password": "demo"}
    back = client.post(answer.url, sent).url
    # A page opened by another way enrols nobody in what somebody else had chosen.
    assert client.get(enrol).url == address("course", "data")
    assert client.get(back).url == address("lesson", "data", "module-1", "lesson-1")
    assert Enrolment.objects.get().person.username == "khin"


def test_enrolling_without_an_account_is_done_after_signing_up(client, data):
    Course.objects.update(audience="citizen")  # whoever signs up is no official yet
    login = client.post(address("enrol", "data")).url
    sign_up = client.get(login).context["signup_url"]
    secret = {"password1": "padauk-in-april", "password2": "padauk-in-april"}
    sent = {"username": "hla.hla", "name_en": "Hla Hla", "email": "", **secret}
    client.get(client.post(sign_up, sent).url)
    assert Enrolment.objects.get().person.username == "hla.hla"


def test_a_course_without_lessons_has_a_page(client, signed_in):
    course = make_course(slug="bare")
    make_module(course)
    assert "not published yet" in client.get(address("course", "bare")).content.decode()
    assert client.post(address("enrol", "bare")).url == address("course", "bare")


def test_a_question_that_is_too_long_is_told_and_lists_nothing(client, data):
    page = client.get(address("catalogue"), {"q": "data " * 60}).content.decode()
    assert "This is too long to search for." in page
    assert str(data.titles["en"]) not in page


def test_asking_for_the_head_of_enrolment_enrols_nobody(client, signed_in, data):
    assert client.head(address("enrol", "data")).url == address("course", "data")
    assert not signed_in.enrolments.exists()
