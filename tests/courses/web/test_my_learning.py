"""My learning: one place to go on, everything else below it."""

import pytest
from django.utils import timezone

from courses.catalogue import retire_row
from courses.models import Enrolment
from courses.progress.completion import complete_lesson, visit_lesson
from courses.progress.enrolment import leave_course
from courses.progress.progress import get_progress
from tests.courses.addresses import address
from tests.courses.factories import make_course, make_enrolment, make_lesson, version_in
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def page(client):
    return client.get(address("my_learning"))


def enrolled(person, slug):
    course = make_course(slug=slug)
    make_lesson(course)
    return make_enrolment(course, person=person)


def test_it_asks_to_sign_in(client):
    assert page(client).url == f"/accounts/login/?next={address('my_learning')}"


def test_it_greets_by_name_and_leads_to_the_catalogue(client, person):
    html = page(client).content.decode()
    assert "Hello, Daw Khin Myo Thandar" in html
    assert "You have not started a course yet" in html
    assert f'href="{address("catalogue")}"' in html


def test_the_course_last_opened_is_the_one_to_continue(client, person):
    first, second = enrolled(person, "first"), enrolled(person, "second")
    assert page(client).context["going_on"].enrolment == second
    visit_lesson(first, get_progress(first).steps[0].row)
    context = page(client).context
    assert context["going_on"].enrolment == first
    assert [one.enrolment for one in context["under_way"]] == [second]


def test_there_is_one_primary_button(client, person):
    enrolled(person, "first")
    enrolled(person, "second")
    assert page(client).content.decode().count('class="button"') == 1


def test_a_completed_course_is_listed_with_its_day(client, person):
    one = enrolled(person, "first")
    complete_lesson(one, version_in(get_progress(one).steps[0].row, "my"))
    html = page(client).content.decode()
    assert "Completed on" in html
    assert "Nothing is waiting for you" in html


def test_a_course_no_longer_offered_is_told_and_not_linked(client, person):
    one = enrolled(person, "gone")
    retire_row(one.course)
    html = page(client).content.decode()
    assert "no longer offered" in html
    assert address("course", "gone") not in html


def test_a_renewal_that_was_left_is_offered_only_while_it_is_needed(client, person):
    first = enrolled(person, "first")
    now = timezone.now()
    Enrolment.objects.filter(pk=first.pk).update(completed_at=now, ends_on=now.date())
    renewal = make_enrolment(first.course, person=person)
    assert renewal.occasion == 2
    leave_course(renewal)
    assert page(client).context["left"] == [first.course]
    # The certificate is restored: there is nothing to come back to, and no button for it.
    Enrolment.objects.filter(pk=first.pk).update(ends_on=None)
    assert page(client).context["left"] == []


def test_it_keeps_its_budget(client, person, django_assert_max_num_queries):
    for slug in ("a", "b", "c"):
        enrolled(person, slug)
    page(client)
    with django_assert_max_num_queries(12):
        page(client)
