"""An HR manager sees the courses of their people, with the way to their attempts."""

import pytest
from django.utils import timezone

from courses.models import ClassSession, Enrolment
from courses.sessions import join_session
from people.postings import end_posting
from tests.courses.addresses import address
from tests.courses.factories import make_course
from tests.courses.session_factories import make_session, soon
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.fixture
def office():
    return AgencyFactory()


@pytest.fixture
def enrolment(office):
    person = PersonFactory()
    PostingFactory(person=person, agency=office)
    now = timezone.now()
    return Enrolment.objects.create(person=person, course=make_course(), enrolled_at=now)


def page_of(client, person):
    return client.get(f"/en/office/people/{person.pk}/").text


def test_the_state_of_each_course_is_told(client, office, enrolment):
    signed_in(client, "hr", agency=office)
    assert "Under way" in page_of(client, enrolment.person)
    Enrolment.objects.update(withdrawn_at=timezone.now())
    page = page_of(client, enrolment.person)
    assert "Left on" in page
    assert address("support_learner", enrolment.pk).removeprefix("/en") in page


def test_whoever_reads_figures_sees_no_courses_of_a_person(client, office, enrolment):
    signed_in(client, "secretariat", agency=office)
    assert "Under way" not in page_of(client, enrolment.person)


def test_what_somebody_learns_after_leaving_is_their_own(client, office, enrolment):
    end_posting(enrolment.person, day=timezone.localdate())
    signed_in(client, "hr", agency=office)
    page = page_of(client, enrolment.person)
    assert enrolment.person.name_en in page
    assert "Under way" not in page


def test_the_sessions_of_a_person_stand_on_their_page(client, office, enrolment):
    inside = make_session(office, opens_to="unit", parts=[soon()])
    join_session(inside, enrolment.person)
    outside = make_session(parts=[soon()])
    join_session(outside, enrolment.person)
    ClassSession.objects.filter(pk=outside.pk).update(opens_to="unit")
    signed_in(client, "hr", agency=office)
    page = page_of(client, enrolment.person)
    assert page.count("Has a seat") == 2
    assert address("office_session", inside.pk) in page
    assert address("office_session", outside.pk) not in page
