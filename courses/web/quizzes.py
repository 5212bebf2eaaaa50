"""Shows the rules of a quiz, starts attempts, and asks for one more."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.items.draw import asks_essays_only, count_questions
from courses.items.files import measure_media
from courses.models import Attempt, Enrolment, Quiz, SittingSeat, Supervision
from courses.progress.enrolment import current_enrolment, enrol_person
from courses.progress.lesson_delivery import DataSize
from courses.progress.progress import get_progress, get_untouched_progress
from courses.quizzes.attempts import EmptyQuiz, start_attempt
from courses.quizzes.disclosure import select_disclosed
from courses.quizzes.opening import (
    AttemptLimitReached,
    FinalTestLocked,
    FirstTestOver,
    MarksAwaited,
    RestNotOver,
    SupervisedOnly,
    has_begun_learning,
    list_steps_before,
)
from courses.quizzes.standing import count_minutes, get_standing
from courses.quizzes.support import (
    AlreadyAnswered,
    MissingReason,
    NothingToAsk,
    request_attempt,
    withdraw_request,
)
from courses.web.entry.refused import explain_refused_entry
from people.models import Person
from people.web import FORM_METHODS, limit_rate, resume_after_sign_in

_MAX_WISH_LENGTH = 300


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@explain_refused_entry
def show_quiz(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the rules; a POST opens the attempt."""
    quiz = _find_quiz(key)
    return _start_quiz(request, quiz) if request.method == "POST" else _render_rules(request, quiz)


@limit_rate("ask-trainer", exempt=FORM_METHODS)
@require_http_methods(["GET", "HEAD", "POST"])
@resume_after_sign_in(gettext_lazy("Sign in, and your trainer is asked."))
def ask_for_attempt(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask the trainer in one sentence for one more attempt, or take the request back.

    A GET shows the quiz.
    """
    quiz = _find_quiz(key)
    page = reverse("courses:quiz", args=[key])
    if request.method != "POST":
        return redirect(page)
    assert isinstance(request.user, Person)  # noqa: S101
    enrolment = current_enrolment(request.user, quiz.course)
    if enrolment is None:
        raise Http404
    if "withdraw" in request.POST:
        _take_back_request(request, quiz, enrolment)
    else:
        _send_request(request, quiz, enrolment)
    return redirect(page)


def _find_quiz(key: uuid.UUID) -> Quiz:
    offered = Quiz.objects.live().filter(course__is_live=True)
    return get_object_or_404(offered.select_related("course", "module"), key=key)


def _send_request(request: HttpRequest, quiz: Quiz, enrolment: Enrolment) -> None:
    try:
        request_attempt(quiz, enrolment, wish=request.POST.get("wish", "")[:_MAX_WISH_LENGTH])
    except MissingReason:
        messages.error(request, _("Please say in one sentence why you need one more attempt."))
    except NothingToAsk:
        messages.info(
            request, _("You need not ask: this quiz is open to you, or opens by itself.")
        )
    else:
        messages.success(request, _("Your trainer has been asked. The answer comes as a message."))


def _take_back_request(request: HttpRequest, quiz: Quiz, enrolment: Enrolment) -> None:
    waiting = quiz.attempt_requests.waiting().filter(enrolment=enrolment).first()
    try:
        if waiting:
            withdraw_request(waiting)
    except AlreadyAnswered:  # by the trainer in the same moment: the page shows what it is now
        return
    messages.success(request, _("Your request is taken back."))


def _start_quiz(request: HttpRequest, quiz: Quiz) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    language = get_language() or "my"
    # The current one first: a quiz tried again for practice begins no renewal.
    enrolment = current_enrolment(request.user, quiz.course)
    enrolment = enrolment or enrol_person(request.user, quiz.course, language=language)
    try:
        attempt = start_attempt(quiz, enrolment, language=language)
    except AttemptLimitReached:
        return _render_rules(request, quiz, refusal="limit")
    except EmptyQuiz:
        return _render_rules(request, quiz, refusal="empty")
    except (FinalTestLocked, FirstTestOver, MarksAwaited, RestNotOver, SupervisedOnly):
        # The page says by itself what is to do, or when the quiz opens again.
        return _render_rules(request, quiz, refusal="closed")
    return redirect("courses:attempt", quiz.key, attempt.number)


def _render_rules(request: HttpRequest, quiz: Quiz, refusal: str = "") -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    enrolment = current_enrolment(person, quiz.course) if person else None
    if quiz.is_first_test:
        return _render_first_test(request, quiz, enrolment, refusal)
    attempts = _list_attempts(quiz, enrolment) if enrolment else []
    standing = get_standing(quiz, enrolment) if enrolment else None
    closed = [one for one in attempts if one.submitted_at]
    count = count_questions(quiz)
    context = {
        "quiz": quiz,
        "attempts": closed,
        "disclosed": select_disclosed(closed),
        "open_attempt": next((one for one in attempts if not one.submitted_at), None),
        "standing": standing,
        "minutes": count_minutes(quiz, enrolment),
        "attempts_left": standing.left if standing else quiz.attempt_limit,
        "question_count": count,
        "asks_essays_only": asks_essays_only(quiz, language=get_language() or "my"),
        "size": DataSize(*measure_media(quiz, count)),
        "has_passed": bool(standing and standing.has_passed),
        "own_seat": _find_seat(quiz, person),
        "to_do": list_steps_before(quiz, enrolment) if person else [],
        "refusal": refusal,
    }
    return render(request, "courses/quiz.html", context, status=409 if refusal else 200)


def _render_first_test(
    request: HttpRequest, quiz: Quiz, enrolment: Enrolment | None, refusal: str
) -> HttpResponse:
    """Ask whether to take it before the course; once it was taken, show the result."""
    attempt = quiz.attempts.filter(enrolment=enrolment).first() if enrolment else None
    if attempt and attempt.submitted_at:
        return redirect("courses:attempt", quiz.key, attempt.number)
    progress = get_progress(enrolment) if enrolment else get_untouched_progress(quiz.course)
    count = count_questions(quiz)
    context = {
        "quiz": quiz,
        "open_attempt": attempt,
        "minutes": count_minutes(quiz, enrolment),
        "question_count": count,
        "size": DataSize(*measure_media(quiz, count)),
        "is_over": bool(enrolment and not attempt and has_begun_learning(enrolment)),
        "next_step": progress.next_step,
    }
    return render(request, "courses/first_test.html", context, status=409 if refusal else 200)


def _find_seat(quiz: Quiz, person: Person | None) -> SittingSeat | None:
    """Return the seat of the person in a supervised sitting of it that is not over."""
    if person is None or quiz.supervision == Supervision.NEVER:
        return None
    seats = person.sitting_seats.ahead().filter(sitting__quiz=quiz)
    return seats.select_related("sitting").first()


def _list_attempts(quiz: Quiz, enrolment: Enrolment) -> list[Attempt]:
    rows = quiz.attempts.filter(enrolment=enrolment).select_related("void", "quiz", "enrolment")
    return list(rows.order_by("-number"))
