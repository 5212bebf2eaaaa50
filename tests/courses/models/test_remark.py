"""What a withdrawal changed in a closed paper is kept once, and seen by those who teach there."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import Remark
from courses.quizzes.attempts import start_attempt, submit_attempt
from tests.courses.factories import make_course, make_enrolment, make_quiz
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def remark():
    quiz = make_quiz(make_course(), items=1)
    attempt = start_attempt(quiz, make_enrolment(quiz.course), language="en")
    submit_attempt(attempt, {})
    return put_remark(attempt)


def put_remark(attempt):
    version = attempt.items.get(position=1).version
    return Remark.objects.create(
        attempt=attempt,
        version=version,
        score_before=0,
        passed_before=False,
        remarked_at=timezone.now(),
    )


def test_a_paper_is_marked_again_once_for_a_question(remark):
    with pytest.raises(IntegrityError), transaction.atomic():
        put_remark(remark.attempt)


def test_trainers_of_the_courses_agency_see_it_and_nobody_else(remark):
    agency = remark.attempt.quiz.course.agency

    def sees(kind, where):
        person = RoleFactory(person=PersonFactory(), agency=where, kind=kind).person
        return Remark.objects.visible_to(person).exists()

    assert sees("trainer", agency)
    assert not sees("trainer", AgencyFactory())
    assert not sees("hr", agency)
    assert Remark.objects.visible_to(PersonFactory(is_superuser=True)).exists()
