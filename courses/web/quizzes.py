"""Shows the rules of a quiz, and starts attempts."""

from __future__ import annotations

import uuid

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.models import Attempt, Enrolment, Quiz
from courses.progress.enrolment import current_enrolment, enrol_person
from courses.quizzes.attempts import AttemptLimitReached, EmptyQuiz, start_attempt
from courses.quizzes.opening import (
    FinalTestLocked,
    RestNotOver,
    find_reopening,
    list_steps_before,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_quiz(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the rules; a POST opens the attempt."""
    quiz = get_object_or_404(
        Quiz.objects.live().filter(course__is_live=True).select_related("course", "module"),
        key=key,
    )
    return _start_quiz(request, quiz) if request.method == "POST" else _render_rules(request, quiz)


def _start_quiz(request: HttpRequest, quiz: Quiz) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    language = get_language() or "my"
    enrolment = enrol_person(request.user, quiz.course, language=language)
    try:
        attempt = start_attempt(quiz, enrolment, language=language)
    except AttemptLimitReached:
        return _render_rules(request, quiz, refusal="limit")
    except EmptyQuiz:
        return _render_rules(request, quiz, refusal="empty")
    except (FinalTestLocked, RestNotOver):
        # The page says by itself what is to do, or when the quiz opens again.
        return _render_rules(request, quiz, refusal="closed")
    return redirect("courses:attempt", quiz.key, attempt.number)


def _render_rules(request: HttpRequest, quiz: Quiz, refusal: str = "") -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    enrolment = current_enrolment(person, quiz.course) if person else None
    attempts = _list_attempts(quiz, enrolment) if enrolment else []
    left = None if quiz.attempt_limit is None else max(quiz.attempt_limit - len(attempts), 0)
    # A quiz may ask for more questions than are published.
    asked = quiz.items.filter(is_live=True).count()
    reopens_at = find_reopening(quiz, enrolment, at=timezone.now()) if enrolment else None
    context = {
        "quiz": quiz,
        "attempts": [one for one in attempts if one.submitted_at],
        "open_attempt": next((one for one in attempts if not one.submitted_at), None),
        "attempts_left": left,
        "question_count": min(asked, quiz.draw_count or asked),
        "has_passed": any(one.passed for one in attempts),
        "to_do": list_steps_before(quiz, enrolment) if person else [],
        "reopens_at": reopens_at,
        "refusal": refusal,
    }
    return render(request, "courses/quiz.html", context, status=409 if refusal else 200)


def _list_attempts(quiz: Quiz, enrolment: Enrolment) -> list[Attempt]:
    return list(quiz.attempts.filter(enrolment=enrolment).order_by("-number"))
