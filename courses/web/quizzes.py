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
from courses.progress.completion import progress_of
from courses.progress.enrolment import current_enrolment, enrol
from courses.quizzes.attempts import (
    AnswerNotOnPaper,
    AttemptClosed,
    AttemptLimitReached,
    NothingToDraw,
    is_over,
    save_answers,
    start_attempt,
    submit_attempt,
)
from courses.quizzes.presentation import lessons_to_reread, marked_paper, open_paper
from courses.web.session_answers import drop_kept, keep_answers, kept_answers
from people.templatetags.burmese import digits

FIELD = re.compile(r"q(\d{1,4})")
Answers = dict[int, list[str]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(
        Quiz.objects.live().filter(course__is_live=True).select_related("course", "module"),
        key=key,
    )
    return start(request, row) if request.method == "POST" else show_rules(request, row)


def start(request: HttpRequest, row: Quiz) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    language = get_language() or "my"
    mine = enrol(request.user, row.course, language=language)
    try:
        started = start_attempt(row, mine, language=language)
    except AttemptLimitReached:
        return show_rules(request, row, refusal="limit")
    except NothingToDraw:
        return show_rules(request, row, refusal="empty")
    return redirect("courses:attempt", row.key, started.number)


def show_rules(request: HttpRequest, row: Quiz, refusal: str = "") -> HttpResponse:
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
def attempt(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    row = find_attempt(request, key, number)
    if request.method == "POST":
        return receive(request, row)
    if not row.submitted_at and is_over(row, at=timezone.now()):
        row = submit_attempt(row, {})
    return show_result(request, row) if row.submitted_at else show_paper(request, row)


def find_attempt(request: HttpRequest, key: uuid.UUID, number: int) -> Attempt:
    """One's own attempt; a paper of somebody else is not found."""
    own = Attempt.objects.filter(quiz__key=key, number=number, enrolment__person=request.user.pk)
    found = own.select_related("quiz__course", "quiz__module", "enrolment").order_by("-enrolment")
    row = found.first()
    if row is None:
        raise Http404
    return row


def posted_answers(request: HttpRequest) -> Answers:
    """Answers by position; a question shown without a choice is an empty answer."""
    shown = [value for value in request.POST.getlist("shown") if value.isascii()]
    answers: Answers = {int(value): [] for value in shown if FIELD.fullmatch(f"q{value}")}
    for name in request.POST:
        if field := FIELD.fullmatch(name):
            answers[int(field[1])] = request.POST.getlist(name)
    return answers


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    told = _("You are signed out. Your answers are kept: sign in to go on with the same paper.")
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if wants_json(request):
        return JsonResponse({"message": told}, status=401)
    keep_answers(request, posted_answers(request))
    messages.warning(request, told)
    return redirect_to_login(request.get_full_path())


def receive(request: HttpRequest, row: Attempt) -> HttpResponse:
    """Save or hand in; what does not belong to the paper changes nothing."""
    answers = posted_answers(request)
    try:
        if request.POST.get("act") == "save":
            save_answers(row, answers)
            drop_kept(request)
            return tell_saved(request)
        row = submit_attempt(row, answers)
    except AnswerNotOnPaper:
        return refuse(request, row)
    except AttemptClosed:
        return tell_closed(request)
    drop_kept(request)
    return redirect(request.path)


def tell_saved(request: HttpRequest) -> HttpResponse:
    told = _("Saved %(time)s") % {"time": digits(f"{timezone.localtime():%H:%M}")}
    if wants_json(request):
        return JsonResponse({"message": told})
    messages.success(request, told)
    return redirect(request.path)


def tell_closed(request: HttpRequest) -> HttpResponse:
    told = _("This paper is closed. The answers saved before that were marked.")
    if wants_json(request):
        return JsonResponse({"message": told, "closed": True}, status=409)
    messages.warning(request, told)
    return redirect(request.path)


def refuse(request: HttpRequest, row: Attempt) -> HttpResponse:
    told = _("An answer did not belong to this paper. Nothing was changed; please choose again.")
    if wants_json(request):
        return JsonResponse({"message": told}, status=400)
    messages.error(request, told)
    return show_paper(request, row, status=400)


def show_paper(request: HttpRequest, row: Attempt, status: int = 200) -> HttpResponse:
    kept = kept_answers(request, row)
    left = (row.closes_at - timezone.now()).total_seconds() if row.closes_at else None
    context: dict[str, Any] = {
        "attempt": row,
        "quiz": row.quiz,
        "questions": open_paper(row, language=get_language() or "my", kept=kept),
        "has_kept": bool(kept),
        "seconds_left": None if left is None else max(int(left), 0),
    }
    return render(request, "courses/paper.html", context, status=status)


def show_result(request: HttpRequest, row: Attempt) -> HttpResponse:
    questions = marked_paper(row, language=get_language() or "my")
    used = row.quiz.attempts.filter(enrolment=row.enrolment_id).count()
    limit = row.quiz.attempt_limit
    context = {
        "attempt": row,
        "quiz": row.quiz,
        "question_count": len(questions),
        "right_count": sum(question.is_right for question in questions),
        "questions": questions if row.quiz.shows_answers else [],
        "reread": lessons_to_reread(row),
        "may_retry": not row.passed and (limit is None or used < limit),
        "next_step": progress_of(row.enrolment).next_step,
    }
    return render(request, "courses/result.html", context)
