"""The database keeps of requests and grants what no two clicks may break."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import AttemptGrant, AttemptRequest
from tests.courses.factories import make_course, make_enrolment, make_quiz
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def quiz():
    return make_quiz(make_course())


@pytest.fixture
def enrolment(quiz):
    return make_enrolment(quiz.course)


@pytest.fixture
def grant(quiz, enrolment):
    def put(**fields):
        return AttemptGrant.objects.create(
            quiz=quiz,
            enrolment=enrolment,
            reason="Ill.",
            granted_by=PersonFactory(),
            granted_at=NOW,
            **fields,
        )

    return put


@pytest.mark.parametrize("what", [{}, {"number": 0}, {"minutes": 0}, {"number": 2, "minutes": 10}])
def test_a_grant_is_of_an_attempt_or_of_minutes(grant, what):
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(**what)


def test_an_attempt_is_granted_once_until_it_is_taken_back(grant):
    first = grant(number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(number=2)
    first.withdrawn_at = NOW
    first.save()
    second = grant(number=2)
    assert AttemptGrant.objects.standing().get() == second


def test_minutes_may_be_granted_again(grant):
    grant(minutes=5)
    grant(minutes=5)
    assert AttemptGrant.objects.standing().count() == 2


@pytest.mark.parametrize(("state", "answered_at"), [("waiting", NOW), ("granted", None)])
def test_a_request_waits_or_has_an_answer_of_some_time(quiz, enrolment, state, answered_at):
    with pytest.raises(IntegrityError), transaction.atomic():
        AttemptRequest.objects.create(
            quiz=quiz, enrolment=enrolment, asked_at=NOW, state=state, answered_at=answered_at
        )


def test_those_of_the_learners_agency_or_course_see_a_request(quiz, enrolment):
    waiting = AttemptRequest.objects.create(quiz=quiz, enrolment=enrolment, asked_at=NOW)
    trainer = RoleFactory(person=PersonFactory(), agency=quiz.course.agency, kind="trainer")
    stranger = RoleFactory(person=PersonFactory(), agency=AgencyFactory(), kind="trainer")
    assert AttemptRequest.objects.visible_to(trainer.person).waiting().get() == waiting
    assert not AttemptRequest.objects.visible_to(stranger.person).exists()
