"""Only writer of requests for attempts and of what is granted: one more attempt, or more time.

Who may decide is asked by the screens, through ``visible_to``; a decision is never overwritten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.models import Attempt, AttemptGrant, AttemptRequest, Course, Enrolment, Quiz
from courses.progress.enrolment import lock_enrolment
from courses.quizzes.attempts import close_overdue_attempts
from courses.quizzes.lengthening import lengthen_paper
from courses.quizzes.standing import get_standing
from people.access import who_manages, who_teaches
from people.messaging import notify_person
from people.models import Person
from people.postings import posting_on
from people.text import clean


class NothingToAsk(Exception):
    """The quiz can be begun without a grant, or opens by itself."""


class NothingToGrant(Exception):
    """The next attempt is open already, or the quiz has no time limit to lengthen."""


class AlreadyPassed(Exception):
    """The person has passed the quiz: more of it would change nothing."""


class GrantedMeanwhile(Exception):
    """Something was granted since the granter looked: by somebody else, or by a second click."""


class MissingReason(Exception):
    """A request or decision does not say why."""


class AlreadyAnswered(Exception):
    """The request does not wait any more."""


class AlreadyUsed(Exception):
    """The granted attempt has begun, so it cannot be taken back."""


def request_attempt(
    quiz: Quiz, enrolment: Enrolment, *, wish: str, at: dt.datetime | None = None
) -> AttemptRequest:
    """Return the waiting request, made unless there is one; tell the nearest trainers.

    Without a trainer, the learner's HR managers are told, else the administrators. Raises
    `MissingReason` and `NothingToAsk`.
    """
    at, wish = at or timezone.now(), require_reason(wish)
    with transaction.atomic():
        lock_enrolment(enrolment.pk)
        standing = get_standing(quiz, enrolment, at=at)
        if quiz.is_first_test or standing.has_passed or not standing.is_used_up:
            raise NothingToAsk
        made, is_new = AttemptRequest.objects.waiting().get_or_create(
            quiz=quiz, enrolment=enrolment, defaults={"wish": wish, "asked_at": at}
        )
        if is_new:
            _tell_helpers(made)
    return made


def withdraw_request(request: AttemptRequest, *, at: dt.datetime | None = None) -> None:
    """Take back a request that waits. Raises `AlreadyAnswered`."""
    _answer_request(request, AttemptRequest.State.WITHDRAWN, at=at)


def decline_request(
    request: AttemptRequest, *, by: Person, answer: str, at: dt.datetime | None = None
) -> None:
    """Decline with words for the learner. Raises `MissingReason` and `AlreadyAnswered`."""
    answer = require_reason(answer)
    with transaction.atomic():
        _answer_request(request, AttemptRequest.State.DECLINED, by=by, answer=answer, at=at)
        _tell_learner(
            request.enrolment, request.quiz, "declined", subject=request.pk, answer=answer
        )


def _answer_request(
    request: AttemptRequest, state: str, *, at: dt.datetime | None, **answer: object
) -> None:
    # One UPDATE: of two answers at once only the first finds it waiting.
    waiting = AttemptRequest.objects.waiting().filter(pk=request.pk)
    fields = {"answered_by" if name == "by" else name: value for name, value in answer.items()}
    if not waiting.update(state=state, answered_at=at or timezone.now(), **fields):
        raise AlreadyAnswered
    request.refresh_from_db()


def grant_attempt(
    quiz: Quiz,
    enrolment: Enrolment,
    *,
    by: Person,
    reason: str,
    at: dt.datetime | None = None,
) -> AttemptGrant:
    """Let the person begin one more attempt at once; answer their request, and tell them.

    Raises `MissingReason`, `AlreadyPassed` and `NothingToGrant`.
    """
    at, reason = at or timezone.now(), require_reason(reason)
    with transaction.atomic():
        lock_enrolment(enrolment.pk)
        standing = get_standing(quiz, enrolment, at=at)
        if standing.has_passed:
            raise AlreadyPassed
        has_open = Attempt.objects.filter(quiz=quiz, enrolment=enrolment, submitted_at=None)
        if standing.is_open or has_open.exists():
            raise NothingToGrant
        grant = AttemptGrant.objects.create(
            quiz=quiz,
            enrolment=enrolment,
            number=standing.made + 1,
            reason=reason,
            granted_by=by,
            granted_at=at,
        )
        waiting = AttemptRequest.objects.waiting().filter(quiz=quiz, enrolment=enrolment)
        waiting.update(
            state=AttemptRequest.State.GRANTED, answer=reason, answered_by=by, answered_at=at
        )
        _tell_learner(enrolment, quiz, "granted", subject=grant.pk, answer=reason)
    return grant


def grant_time(
    quiz: Quiz,
    enrolment: Enrolment,
    *,
    by: Person,
    minutes: int,
    reason: str,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> AttemptGrant:
    """Give the person more minutes at this quiz, from an open attempt on; tell them.

    ``seen``: how many grants the granter saw before deciding; None: not asked. Raises
    `MissingReason`, `AlreadyPassed`, `NothingToGrant` and `GrantedMeanwhile`.
    """
    at, reason = at or timezone.now(), require_reason(reason)
    if not quiz.time_limit:
        raise NothingToGrant
    # A paper whose time is over is closed, whether or not the sweep has come round to it.
    close_overdue_attempts(at=at, quiz=quiz, enrolment=enrolment)
    with transaction.atomic():
        lock_enrolment(enrolment.pk)
        if get_standing(quiz, enrolment, at=at).has_passed:
            raise AlreadyPassed
        # Under the lock: unlike attempts, minutes add up when two grant them at once.
        if seen is not None and seen != AttemptGrant.objects.filter(enrolment=enrolment).count():
            raise GrantedMeanwhile
        grant = AttemptGrant.objects.create(
            quiz=quiz,
            enrolment=enrolment,
            minutes=minutes,
            reason=reason,
            granted_by=by,
            granted_at=at,
        )
        under_way = Attempt.objects.filter(quiz=quiz, enrolment=enrolment, submitted_at=None)
        for attempt in under_way:
            lengthen_paper(attempt, minutes)
        _tell_learner(
            enrolment, quiz, "more_time", subject=grant.pk, answer=reason, minutes=minutes
        )
    return grant


def withdraw_grant(grant: AttemptGrant, *, by: Person, at: dt.datetime | None = None) -> None:
    """Take back what was granted and not used; a second time changes nothing.

    The learner is told. An open attempt keeps the minutes it has. Raises `AlreadyUsed`.
    """
    with transaction.atomic():
        lock_enrolment(grant.enrolment_id)
        begun = Attempt.objects.filter(quiz=grant.quiz_id, enrolment=grant.enrolment_id)
        if grant.number and begun.filter(number=grant.number).exists():
            raise AlreadyUsed
        standing = AttemptGrant.objects.standing().filter(pk=grant.pk)
        if standing.update(withdrawn_by=by, withdrawn_at=at or timezone.now()):
            what = "taken_back" if grant.number else "time_taken_back"
            _tell_learner(grant.enrolment, grant.quiz, what, subject=grant.pk)
    grant.refresh_from_db()


def require_reason(text: str) -> str:
    """Return the words as they are kept. Raise `MissingReason`."""
    # Cleaned: signs that are not seen are no reason, and PostgreSQL stores no NUL.
    if not (cleaned := clean(text)):
        raise MissingReason
    return cleaned


def _tell_learner(
    enrolment: Enrolment, quiz: Quiz, what: str, *, subject: int, **facts: object
) -> None:
    notify_person(
        enrolment.person,
        f"courses/{what}",
        subject=str(subject),
        facts={
            "titles": quiz.full_titles,
            "address": _build_quiz_url(quiz, enrolment.person),
            **facts,
        },
    )


def _build_quiz_url(quiz: Quiz, person: Person) -> str:
    with translation.override(person.language):
        return f"{settings.SITE_URL}{reverse('courses:quiz', args=[quiz.key])}"


def _tell_helpers(request: AttemptRequest) -> None:
    learner = request.enrolment.person
    names = _name_in_letters(learner)
    for helper in list_helpers(request.quiz.course, learner, request.asked_at):
        with translation.override(helper.language):
            page = reverse("courses:support_learner", args=[request.enrolment_id])
        facts = {
            "titles": request.quiz.full_titles,
            "names": names,
            "address": f"{settings.SITE_URL}{page}",
        }
        notify_person(helper, "courses/asked", subject=str(request.pk), facts=facts)


def _name_in_letters(learner: Person) -> dict[str, str]:
    """Return the name in each language: the letter is read in the helper's, not the learner's."""
    names = {}
    for code in settings.OFFERED_LANGUAGES:
        with translation.override(code):
            # Security: what somebody who signed up calls themselves may be a sentence with a link.
            is_recorded = learner.audience == Person.Audience.OFFICIAL
            names[code] = learner.name_in(code) if is_recorded else _("A learner")
    return names


def list_helpers(course: Course, learner: Person, at: dt.datetime) -> Iterable[Person]:
    """Return who is to be told: never nobody, and never the learner, who does not help herself."""
    posting = posting_on(learner, timezone.localdate(at))
    found = (
        who_teaches(course.agency),
        who_manages(posting.agency) if posting else [],
        Person.objects.filter(is_superuser=True, is_active=True),
    )
    others = ([one for one in people if one != learner] for people in found)
    return next((people for people in others if people), [])
