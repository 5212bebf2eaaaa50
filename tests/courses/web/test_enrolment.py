"""Enrolling, leaving and coming back, and renewing what ends."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import Enrolment
from courses.progress.enrolment import enrol_person, record_end
from tests.courses.addresses import address, lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def completed(course, person):
    """Completed long ago; ends in ten days."""
    enrolment = enrol_person(person, course, language="my")
    enrolment.completed_at = timezone.now() - dt.timedelta(days=300)
    enrolment.save()
    record_end(enrolment, timezone.localdate() + dt.timedelta(days=10))
    return enrolment


def page(client, name, *args):
    return client.get(address(name, *args)).content.decode()


def test_a_course_is_left_after_a_question_and_come_back_to(client, person, course):
    client.post(address("enrol", "data"))
    client.post(lesson(1))
    assert f'href="{address("leave", "data")}"' in page(client, "course", "data")
    assert "Stay in the course" in page(client, "leave", "data")
    assert Enrolment.objects.open().exists()
    answer = client.post(address("leave", "data"), follow=True)
    assert "You have left the course." in answer.content.decode()
    mine = page(client, "my_learning")
    assert "Courses you left" in mine
    assert address("course", "data") in mine
    assert "Come back to this course" in page(client, "course", "data")
    assert client.post(address("enrol", "data")).url == lesson(2)
    assert Enrolment.objects.get().withdrawn_at is None


def test_what_is_not_taken_or_is_completed_is_not_left(client, person, course):
    assert client.get(address("leave", "data")).url == address("course", "data")
    enrolment = enrol_person(person, course, language="my")
    enrolment.completed_at = timezone.now()
    enrolment.save()
    assert client.post(address("leave", "data")).url == address("course", "data")
    assert Enrolment.objects.get().withdrawn_at is None


@pytest.mark.parametrize("name", ["renew", "leave"])
def test_without_an_account_one_signs_in_and_is_back(client, course, name):
    answer = client.get(address(name, "data"))
    assert answer.url == f"/accounts/login/?next={address(name, 'data')}"


def test_a_completed_course_is_read_again(client, completed):
    assert f'href="{lesson(1)}">Read again' in " ".join(page(client, "course", "data").split())
    assert client.get(lesson(1)).status_code == 200


def test_what_ends_soon_is_renewed_from_course_and_my_learning(client, completed, course):
    way = f'href="{address("renew", "data")}"'
    assert way in page(client, "course", "data")
    assert way in page(client, "my_learning")
    terms = page(client, "renew", "data")
    assert "is valid until" in terms
    assert "its lessons and its quizzes" in terms
    assert client.post(address("renew", "data")).url == lesson(1)
    assert client.post(address("renew", "data")).url == address("course", "data")
    renewed = Enrolment.objects.get(occasion=2)
    assert (renewed.person, Enrolment.objects.count()) == (completed.person, 2)
    mine = page(client, "my_learning")
    assert way not in mine
    assert "Completed on" in mine


def test_the_short_route_is_told_before(client, completed, course, quiz_at_the_end):
    course.renews_by_final_test, course.validity_months = True, 1
    course.save()
    Enrolment.objects.update(completed_at=timezone.now())
    record_end(completed, timezone.localdate() + dt.timedelta(days=31))
    assert "you take only the final test" in page(client, "renew", "data")
    assert client.post(address("renew", "data")).url == address("quiz", quiz_at_the_end.key)


def test_what_has_ended_says_so(client, completed):
    record_end(completed, timezone.localdate())
    assert "was valid until" in page(client, "renew", "data")


def test_what_counts_on_is_not_renewed(client, completed):
    record_end(completed, timezone.localdate() + dt.timedelta(days=91))
    assert client.post(address("renew", "data")).url == address("course", "data")
    assert address("renew", "data") not in page(client, "course", "data")
    client.post(address("enrol", "data"))
    assert Enrolment.objects.count() == 1


def test_enrolling_or_practising_begins_no_renewal(client, completed, course):
    client.post(address("enrol", "data"))
    client.post(address("quiz", course.quizzes.first().key))
    client.post(lesson(1))
    assert Enrolment.objects.get() == completed
