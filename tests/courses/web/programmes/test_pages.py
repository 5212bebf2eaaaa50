"""The pages of a programme: found, begun, gone on with, left, renewed."""

import pytest
from django.urls import reverse

from courses.catalogue import retire_row
from courses.course_sets import CourseSet
from courses.models import ProgrammeEnrolment
from courses.progress.programmes import record_programme_end
from tests.courses.addresses import address
from tests.courses.programmes import (
    complete_course,
    days_from_today,
    make_programme,
    make_short_course,
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


def test_the_catalogue_shows_programmes_that_fit_what_is_asked(client, programme):
    title = programme.titles["en"]
    assert title in page(client, "catalogue")
    assert title in page(client, "catalogue", q="digital basics")
    assert title not in page(client, "catalogue", q="gardening")
    assert title not in page(client, "catalogue", audience="citizen")
    retire_row(programme)
    assert title not in page(client, "catalogue")


def test_everybody_reads_what_it_asks(client, programme, two):
    text = page(client, "programme", "basics")
    assert "First things" in text
    assert "Part 2" in text
    assert "This part opens once the parts before it are done." in text
    assert address("course", two[0].slug) in text


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


def test_one_taken_off_is_read_by_those_who_take_it_only(client, person, programme):
    take_programme(programme, person)
    retire_row(programme)
    assert "Whoever has begun may finish it." in page(client, "programme", "basics")
    client.logout()
    assert client.get(address("programme", "basics")).status_code == 404


def test_a_course_that_is_gone_is_said_to_be(client, person, programme, two):
    take_programme(programme, person)
    retire_row(two[0])
    text = page(client, "programme", "basics")
    assert "This course is no longer offered." in text
    assert "names another one; please ask there." in text


def test_a_former_address_leads_on(client, programme):
    make_programme([make_short_course()], key=programme.key, slug="moved")
    assert client.get(address("programme", "basics")).url == address("programme", "moved")


def test_without_an_account_one_signs_in_first(client, programme):
    answer = client.post(address("begin_programme", "basics"))
    assert answer.url.startswith(reverse("account_login"))
