"""What a learner asks for and what is granted stays in the record, and is told once."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from courses.models import Attempt, AttemptGrant, AttemptRequest
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.standing import get_standing
from courses.quizzes.support import (
    AlreadyAnswered,
    AlreadyPassed,
    AlreadyUsed,
    GrantedMeanwhile,
    MissingReason,
    NothingToAsk,
    NothingToGrant,
    decline_request,
    grant_attempt,
    grant_time,
    request_attempt,
    withdraw_grant,
    withdraw_request,
)
from people.messaging import render_message
from people.models import Message, Person
from tests.courses.factories import make_course, make_enrolment, make_module, make_quiz
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
State = AttemptRequest.State


@pytest.fixture
def quiz():
    course = make_course()
    return make_quiz(course, module=make_module(course), attempt_limit=1, time_limit=10)


@pytest.fixture
def enrolment(quiz):
    """Has used the one attempt."""
    enrolment = make_enrolment(quiz.course)
    submit_attempt(start_attempt(quiz, enrolment, language="my"), {})
    return enrolment


@pytest.fixture
def trainer(quiz):
    return RoleFactory(person=PersonFactory(), agency=quiz.course.agency, kind="trainer").person


def ask(quiz, enrolment, wish="I was ill that day."):
    return request_attempt(quiz, enrolment, wish=wish)


def kinds_told_to(person):
    return list(Message.objects.filter(person=person).values_list("kind", flat=True))


def test_asking_twice_is_one_request_and_tells_the_trainer_once(quiz, enrolment, trainer):
    assert ask(quiz, enrolment) == ask(quiz, enrolment, "Please.")
    assert AttemptRequest.objects.get().wish == "I was ill that day."
    assert kinds_told_to(trainer) == ["courses/asked"]


def test_the_nearest_trainers_are_told_and_not_those_far_above(enrolment, quiz, trainer):
    top = AgencyFactory()
    far = RoleFactory(person=PersonFactory(), agency=top, kind="trainer").person
    quiz.course.agency.move(top, "last-child")
    quiz.course.agency.refresh_from_db()
    ask(quiz, enrolment)
    assert (len(kinds_told_to(trainer)), kinds_told_to(far)) == (1, [])


def test_without_a_trainer_of_its_own_the_agency_above_is_told(quiz, enrolment):
    top = AgencyFactory()
    quiz.course.agency.move(top, "last-child")
    quiz.course.agency.refresh_from_db()
    above = RoleFactory(person=PersonFactory(), agency=top, kind="trainer").person
    ask(quiz, enrolment)
    assert kinds_told_to(above) == ["courses/asked"]


def test_where_nobody_teaches_the_learners_office_is_told_else_the_administrators(quiz, enrolment):
    administrator = PersonFactory(is_superuser=True)
    # Nobody grants an attempt to themselves, so they are not told either.
    RoleFactory(person=enrolment.person, agency=quiz.course.agency, kind="trainer")
    asked = request_attempt(quiz, enrolment, wish="The power was cut.")
    assert kinds_told_to(administrator) == ["courses/asked"]
    withdraw_request(asked)
    office = PostingFactory(person=enrolment.person).agency
    manager = RoleFactory(person=PersonFactory(), agency=office, kind="hr").person
    request_attempt(quiz, enrolment, wish="The power was cut.")
    assert kinds_told_to(manager) == ["courses/asked"]
    assert kinds_told_to(administrator) == ["courses/asked"]


def test_the_learner_is_named_in_the_language_of_the_letter(quiz, enrolment, trainer, english):
    with translation.override("my"):
        request_attempt(quiz, enrolment, wish="The power was cut.")
    told = render_message(Message.objects.get(person=trainer))
    assert enrolment.person.name_in("en") in told.subject
    assert enrolment.person.name_in("en") in told.paragraphs[0]


def test_no_letter_says_what_a_stranger_calls_themselves(quiz, enrolment, trainer, english):
    names = {"name_my": "", "name_en": "Visit evil.example now", "audience": "citizen"}
    Person.objects.filter(pk=enrolment.person_id).update(**names)
    enrolment.refresh_from_db()
    ask(quiz, enrolment)
    told = render_message(Message.objects.get(person=trainer))
    assert "evil" not in f"{told.subject} {told.paragraphs}"
    assert told.subject.startswith("A learner asks")


def test_nobody_asks_for_what_is_open(quiz):
    with pytest.raises(NothingToAsk):
        ask(quiz, make_enrolment(quiz.course))


@pytest.mark.parametrize("wish", ["", "  \n", "\0\u200b"])
def test_a_request_says_why(quiz, enrolment, wish):
    with pytest.raises(MissingReason):
        ask(quiz, enrolment, wish)


def test_a_request_can_be_taken_back_and_made_again(quiz, enrolment):
    first = ask(quiz, enrolment)
    withdraw_request(first)
    assert first.state == State.WITHDRAWN
    with pytest.raises(AlreadyAnswered):
        withdraw_request(first)
    assert ask(quiz, enrolment) != first


def test_a_grant_answers_the_request_and_tells_the_learner(quiz, enrolment, trainer, english):
    request = ask(quiz, enrolment)
    grant = grant_attempt(quiz, enrolment, by=trainer, reason=" She was ill. ", at=NOW)
    request.refresh_from_db()
    assert (request.state, request.answered_by, request.answered_at) == (
        State.GRANTED,
        trainer,
        NOW,
    )
    assert (grant.number, grant.reason, grant.granted_by) == (2, "She was ill.", trainer)
    words = render_message(Message.objects.get(person=enrolment.person))
    assert "once more. Reason: She was ill." in words.paragraphs[0]
    assert f"/quizzes/{quiz.key}/" in words.paragraphs[1]


def test_a_second_grant_waits_until_the_first_is_used(quiz, enrolment, trainer):
    grant_attempt(quiz, enrolment, by=trainer, reason="Ill.")
    with pytest.raises(NothingToGrant):
        grant_attempt(quiz, enrolment, by=trainer, reason="Ill.")
    attempt = start_attempt(quiz, enrolment, language="my")
    with pytest.raises(NothingToGrant):
        grant_attempt(quiz, enrolment, by=trainer, reason="Ill.")
    submit_attempt(attempt, {})
    assert grant_attempt(quiz, enrolment, by=trainer, reason="Ill.").number == 3


def test_the_database_grants_an_attempt_once(quiz, enrolment, trainer):
    grant = grant_attempt(quiz, enrolment, by=trainer, reason="Ill.")
    grant.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        grant.save()


@pytest.mark.parametrize(
    "fields", [{"number": None}, {"number": 2, "minutes": 5}, {"number": None, "minutes": 0}]
)
def test_the_database_refuses_a_grant_of_both_or_of_nothing(quiz, enrolment, fields):
    told = {"quiz": quiz, "enrolment": enrolment, "reason": "x", "granted_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        AttemptGrant.objects.create(**told, **fields)


def test_a_decision_without_a_reason_is_refused(quiz, enrolment, trainer):
    request = ask(quiz, enrolment)
    with pytest.raises(MissingReason):
        grant_attempt(quiz, enrolment, by=trainer, reason=" ")
    with pytest.raises(MissingReason):
        grant_time(quiz, enrolment, by=trainer, minutes=5, reason=" ")
    with pytest.raises(MissingReason):
        decline_request(request, by=trainer, answer=" ")
    assert AttemptRequest.objects.waiting().get() == request


def test_a_declined_request_tells_the_answer_and_opens_nothing(quiz, enrolment, trainer, english):
    request = ask(quiz, enrolment)
    decline_request(request, by=trainer, answer="Read lesson 2 first.")
    with pytest.raises(AlreadyAnswered):
        decline_request(request, by=trainer, answer="Again.")
    assert get_standing(quiz, enrolment).is_used_up
    words = render_message(Message.objects.get(person=enrolment.person))
    assert "Read lesson 2 first." in words.paragraphs[0]


def test_a_grant_that_is_not_used_can_be_taken_back(quiz, enrolment, trainer):
    grant = grant_attempt(quiz, enrolment, by=trainer, reason="Ill.")
    withdraw_grant(grant, by=trainer, at=NOW)
    withdraw_grant(grant, by=PersonFactory())
    assert (grant.withdrawn_by, grant.withdrawn_at) == (trainer, NOW)
    assert get_standing(quiz, enrolment).is_used_up
    # Else the letter that granted it would stand.
    told = sorted(kinds_told_to(enrolment.person))
    assert told == ["courses/granted", "courses/taken_back"]
    assert grant_attempt(quiz, enrolment, by=trainer, reason="After all.").number == 2


def test_a_grant_that_is_used_stays(quiz, enrolment, trainer):
    grant = grant_attempt(quiz, enrolment, by=trainer, reason="Ill.")
    start_attempt(quiz, enrolment, language="my")
    with pytest.raises(AlreadyUsed):
        withdraw_grant(grant, by=trainer)


def test_more_time_lengthens_the_open_attempt_and_ends_with_the_grant(quiz, trainer):
    enrolment = make_enrolment(quiz.course)
    start_attempt(quiz, enrolment, language="my", at=NOW)
    given = {"minutes": 5, "reason": "The network was down.", "at": NOW}
    grant = grant_time(quiz, enrolment, by=trainer, **given)
    attempt = Attempt.objects.get()
    assert attempt.closes_at == NOW + dt.timedelta(minutes=15)
    withdraw_grant(grant, by=trainer)
    attempt.refresh_from_db()
    assert attempt.closes_at == NOW + dt.timedelta(minutes=15)
    assert sorted(kinds_told_to(enrolment.person)) == [
        "courses/more_time",
        "courses/time_taken_back",
    ]


def test_more_time_opens_no_paper_whose_time_is_over(quiz, trainer):
    enrolment = make_enrolment(quiz.course)
    start_attempt(quiz, enrolment, language="my", at=NOW - dt.timedelta(minutes=11))
    grant_time(quiz, enrolment, by=trainer, minutes=30, reason="The power was cut.", at=NOW)
    assert Attempt.objects.get().submitted_at == NOW - dt.timedelta(minutes=1)


def test_minutes_that_two_grant_at_once_do_not_add_up(quiz, trainer):
    enrolment = make_enrolment(quiz.course)
    given = {"by": trainer, "minutes": 5, "reason": "The network was down.", "seen": 0}
    grant_time(quiz, enrolment, **given)
    with pytest.raises(GrantedMeanwhile):
        grant_time(quiz, enrolment, **given)
    assert grant_time(quiz, enrolment, **given | {"seen": 1}).minutes == 5


def test_who_has_passed_is_granted_nothing_and_asks_for_nothing(quiz, enrolment, trainer):
    Attempt.objects.update(passed=True)
    with pytest.raises(AlreadyPassed):
        grant_attempt(quiz, enrolment, by=trainer, reason="Once more.")
    with pytest.raises(AlreadyPassed):
        grant_time(quiz, enrolment, by=trainer, minutes=5, reason="Slow.")
    with pytest.raises(NothingToAsk):
        ask(quiz, enrolment)


def test_a_quiz_without_a_limit_of_time_has_none_to_lengthen(quiz, enrolment, trainer):
    free = make_quiz(quiz.course, module=quiz.module)
    with pytest.raises(NothingToGrant):
        grant_time(free, enrolment, by=trainer, minutes=5, reason="Slow.")
