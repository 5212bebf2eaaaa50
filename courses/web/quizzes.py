"""Quizzes: the rules, the paper, and the result."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.models import Attempt, Quiz
from courses.progress.completion import get_progress
from courses.progress.enrolment import current_enrolment, enrol_person
from courses.quizzes.attempts import (
    AnswerNotInAttempt,
    AttemptClosed,
    AttemptLimitReached,
    EmptyQuiz,
    is_time_over,
    save_answers,
    start_attempt,
    submit_attempt,
)
from courses.quizzes.presentation import (
    lessons_to_review,
    present_graded_questions,
    present_questions,
)
from courses.web.session_answers import (
    clear_session_answers,
    load_session_answers,
    save_session_answers,
)
from people.templatetags.burmese import digits

_ANSWER_FIELD = re.compile(r"q(\d{1,4})")
_PostedAnswers = dict[int, list[str]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_quiz(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(
        Quiz.objects.live().filter(course__is_live=True).select_related("course", "module"),
        key=key,
    )
    return _start_quiz(request, row) if request.method == "POST" else _render_rules(request, row)


def _start_quiz(request: HttpRequest, row: Quiz) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    language = get_language() or "my"
    mine = enrol_person(request.user, row.course, language=language)
    try:
        started = start_attempt(row, mine, language=language)
    except AttemptLimitReached:
        return _render_rules(request, row, refusal="limit")
    except EmptyQuiz:
        return _render_rules(request, row, refusal="empty")
    return redirect("courses:attempt", row.key, started.number)


def _render_rules(request: HttpRequest, row: Quiz, refusal: str = "") -> HttpResponse:
    mine = current_enrolment(request.user, row.course) if request.user.is_authenticated else None
    attempts = list(row.attempts.filter(enrolment=mine).order_by("-number")) if mine else []
    left = None if row.attempt_limit is None else max(row.attempt_limit - len(attempts), 0)
    asked = row.items.filter(is_live=True).count()
    context = {
        "quiz": row,
        "attempts": [one for one in attempts if one.submitted_at],
        "open_attempt": next((one for one in attempts if not one.submitted_at), None),
        "attempts_left": left,
        "question_count": min(asked, row.draw_count or asked),
        "has_passed": any(one.passed for one in attempts),
        "refusal": refusal,
    }
    return render(request, "courses/quiz.html", context, status=409 if refusal else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_attempt(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return _ask_to_sign_in(request)
    row = _find_attempt(request, key, number)
    if request.method == "POST":
        return _receive_answers(request, row)
    if not row.submitted_at and is_time_over(row, at=timezone.now()):
        row = submit_attempt(row, {})
    return _render_result(request, row) if row.submitted_at else _render_questions(request, row)


def _find_attempt(request: HttpRequest, key: uuid.UUID, number: int) -> Attempt:
    """One's own attempt; a paper of somebody else is not found."""
    own = Attempt.objects.filter(quiz__key=key, number=number, enrolment__person=request.user.pk)
    found = own.select_related("quiz__course", "quiz__module", "enrolment").order_by("-enrolment")
    row = found.first()
    if row is None:
        raise Http404
    return row


def _parse_answers(request: HttpRequest) -> _PostedAnswers:
    """Answers by position; a question shown without a choice is an empty answer."""
    shown = [value for value in request.POST.getlist("shown") if value.isascii()]
    answers: _PostedAnswers = {
        int(value): [] for value in shown if _ANSWER_FIELD.fullmatch(f"q{value}")
    }
    for name in request.POST:
        if field := _ANSWER_FIELD.fullmatch(name):
            answers[int(field[1])] = request.POST.getlist(name)
    return answers


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    told = _("You are signed out. Your answers are kept: sign in to go on with the same paper.")
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if _wants_json(request):
        return JsonResponse({"message": told}, status=401)
    save_session_answers(request, _parse_answers(request))
    messages.warning(request, told)
    return redirect_to_login(request.get_full_path())


def _receive_answers(request: HttpRequest, row: Attempt) -> HttpResponse:
    """Save or hand in; what does not belong to the paper changes nothing."""
    answers = _parse_answers(request)
    try:
        if request.POST.get("act") == "save":
            save_answers(row, answers)
            clear_session_answers(request)
            return _respond_saved(request)
        row = submit_attempt(row, answers)
    except AnswerNotInAttempt:
        return _refuse_answers(request, row)
    except AttemptClosed:
        return _respond_closed(request)
    clear_session_answers(request)
    return redirect(request.path)


def _respond_saved(request: HttpRequest) -> HttpResponse:
    told = _("Saved %(time)s") % {"time": digits(f"{timezone.localtime():%H:%M}")}
    if _wants_json(request):
        return JsonResponse({"message": told})
    messages.success(request, told)
    return redirect(request.path)


def _respond_closed(request: HttpRequest) -> HttpResponse:
    told = _("This paper is closed. The answers saved before that were marked.")
    if _wants_json(request):
        return JsonResponse({"message": told, "closed": True}, status=409)
    messages.warning(request, told)
    return redirect(request.path)


def _refuse_answers(request: HttpRequest, row: Attempt) -> HttpResponse:
    told = _("An answer did not belong to this paper. Nothing was changed; please choose again.")
    if _wants_json(request):
        return JsonResponse({"message": told}, status=400)
    messages.error(request, told)
    return _render_questions(request, row, status=400)


def _render_questions(request: HttpRequest, row: Attempt, status: int = 200) -> HttpResponse:
    kept = load_session_answers(request, row)
    left = (row.closes_at - timezone.now()).total_seconds() if row.closes_at else None
    context: dict[str, Any] = {
        "attempt": row,
        "quiz": row.quiz,
        "questions": present_questions(row, language=get_language() or "my", kept=kept),
        "has_kept": bool(kept),
        "seconds_left": None if left is None else max(int(left), 0),
    }
    return render(request, "courses/paper.html", context, status=status)


def _render_result(request: HttpRequest, row: Attempt) -> HttpResponse:
    questions = present_graded_questions(row, language=get_language() or "my")
    used = row.quiz.attempts.filter(enrolment=row.enrolment_id).count()
    limit = row.quiz.attempt_limit
    context = {
        "attempt": row,
        "quiz": row.quiz,
        "question_count": len(questions),
        "right_count": sum(question.is_right for question in questions),
        "questions": questions if row.quiz.shows_answers else [],
        "reread": lessons_to_review(row),
        "may_retry": not row.passed and (limit is None or used < limit),
        "next_step": get_progress(row.enrolment).next_step,
    }
    return render(request, "courses/result.html", context)
