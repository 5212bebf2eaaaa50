"""A programme is begun, gone on with, left, renewed."""

import pytest
from django.urls import reverse

from courses.course_sets import CourseSet
from courses.models import ProgrammeEnrolment
from courses.progress.programmes import record_programme_end
from tests.courses.addresses import address
from tests.courses.programmes import (
    complete_course,
    days_from_today,
    make_programme,
    make_short_courses,
    publish_again,
    take_programme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def two():
    return make_short_courses(2)


@pytest.fixture
def programme(two):
    sets = CourseSet(two[:1], title="First things"), CourseSet(two[1:], waits=True)
    return make_programme(*sets, slug="basics")


def page(client, name, *args, **query):
    return client.get(address(name, *args), query).content.decode()


def test_it_is_begun_and_gone_on_with_from_my_learning(client, person, programme, two):
    answer = client.post(address("begin_programme", "basics"), follow=True)
    assert "You take the programme." in answer.content.decode()
    assert client.post(address("begin_programme", "basics")).url == address("programme", "basics")
    complete_course(person, two[0])
    text = page(client, "my_learning")
    assert "Programmes you take" in text
    assert address("course", two[1].slug) in text
    assert ProgrammeEnrolment.objects.get().language == "en"


def test_whoever_has_done_all_of_it_completes_it_by_beginning(client, person, programme, two):
    for course in two:
        complete_course(person, course)
    assert "Begin it, and it is completed." in page(client, "programme", "basics")
    answer = client.post(address("begin_programme", "basics"), follow=True)
    assert "You have completed this programme" in answer.content.decode()


def test_it_is_left_after_a_question_and_come_back_to(client, person, programme):
    enrolment = take_programme(programme, person)
    assert "Stay in the programme" in page(client, "leave_programme", "basics")
    client.post(address("leave_programme", "basics"))
    enrolment.refresh_from_db()
    assert enrolment.is_left
    assert "Come back to this programme" in page(client, "programme", "basics")
    assert client.get(address("leave_programme", "basics")).url == address("programme", "basics")


def test_what_has_changed_since_is_taken_by_whoever_wishes(client, person, programme, two):
    enrolment = take_programme(programme, person)
    assert "as it is now" not in page(client, "programme", "basics")
    publish_again(programme, two)
    assert "Take the programme as it is now" in page(client, "programme", "basics")
    client.post(address("follow_programme", "basics"))
    enrolment.refresh_from_db()
    assert enrolment.version.number == 2


def test_a_renewal_says_what_is_left_to_do(client, person, programme, two):
    complete_course(person, two[0], ends_on=days_from_today(10))
    complete_course(person, two[1])
    enrolment = take_programme(programme, person)
    assert client.get(address("renew_programme", "basics")).url == address("programme", "basics")
    record_programme_end(enrolment, days_from_today(10))
    assert "1 of 2. You take or renew the others." in page(client, "renew_programme", "basics")
    client.post(address("renew_programme", "basics"))
    assert ProgrammeEnrolment.objects.open().get().occasion == 2
    assert address("renew", two[0].slug) in page(client, "programme", "basics")


def test_without_an_account_one_signs_in_first(client, programme):
    answer = client.post(address("begin_programme", "basics"))
    assert answer.url.startswith(reverse("account_login"))
