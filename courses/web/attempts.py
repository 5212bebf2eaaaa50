"""Shows the questions of an attempt, receives answers, and shows the result."""

from __future__ import annotations

import math
import uuid
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from rest_framework.authentication import CSRFCheck

from courses.items.kinds.essay import SHORTEST_LIMIT
from courses.models import Attempt, ItemVersion
from courses.progress.progress import get_progress
from courses.quizzes.answers import (
    AnsweredElsewhere,
    AnswerNotInAttempt,
    PostedAnswers,
    parse_answers,
    parse_seen,
)
from courses.quizzes.appeals.reports import list_reports, may_report
from courses.quizzes.attempts import (
    AttemptClosed,
    find_too_long,
    is_time_over,
    save_answers,
    submit_attempt,
)
from courses.quizzes.disclosure import is_disclosed
from courses.quizzes.presentation import (
    PresentedQuestion,
    list_known_modules,
    list_lessons_to_review,
    present_essays,
    present_graded_questions,
    present_questions,
)
from courses.quizzes.standing import get_standing
from courses.web.session_answers import (
    clear_session_answers,
    load_session_answers,
    save_session_answers,
)
from courses.web.sittings.device import guard_paper
from people.text.formatting import digits
from people.web import parse_primary_key

# What is typed has a field of its own, which names its slot: `q3.value`.


# never_cache: the back button must not show answers as they were before.
# csrf_exempt: checked here, so that what a forgotten form sends is kept and not thrown away.
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def show_attempt(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """Show the questions or the result; a POST saves answers or submits the attempt."""
    if not request.user.is_authenticated:
        return _ask_to_sign_in_again(request)
    attempt = _find_attempt(request, key, number)
    # Opened after its time, before the sweep has come round: graded here.
    if not attempt.submitted_at and is_time_over(attempt, at=timezone.now()):
        submit_attempt(attempt, {})
        attempt = _find_attempt(request, key, number)
    if answer := guard_paper(request, attempt):
        return answer
    if request.method == "POST":
        is_forged = _find_forgery(request)
        return _keep_unproved(request) if is_forged else _receive_answers(request, attempt)
    if attempt.submitted_at:
        return _render_result(request, attempt)
    return _render_questions(request, attempt)


def _find_attempt(request: HttpRequest, key: uuid.UUID, number: int) -> Attempt:
    """Return the person's own attempt; 404 for anybody else's."""
    own = Attempt.objects.filter(quiz__key=key, number=number, enrolment__person=request.user.pk)
    if "paper" in request.POST:
        # A form left open by somebody else must not answer the paper of whoever signed in since.
        paper = parse_primary_key(request.POST["paper"])
        own = own.filter(pk=paper) if paper else own.none()
    # Attempts are numbered within an enrolment: of several enrolments the newest is meant.
    own = own.select_related("seat__sitting")
    found = own.select_related("quiz__course", "quiz__module", "enrolment", "void").order_by(
        "-enrolment"
    )
    attempt = found.first()
    if attempt is None:
        raise Http404
    return attempt


def _find_forgery(request: HttpRequest) -> bool:
    """Return whether the form lacks the token of this browser, as a foreign or old one does."""
    check = CSRFCheck(lambda _request: HttpResponse())
    check.process_request(request)
    # Not `show_attempt`: that one is exempt from the check of the middleware, and not from ours.
    return check.process_view(request, _receive_answers, (), {}) is not None


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _ask_to_sign_in_again(request: HttpRequest) -> HttpResponse:
    message = _("You are signed out. Your answers are kept: sign in to go on with the same paper.")
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    # The session ended during a quiz: the answers wait in the new one until the person signs in.
    save_session_answers(request, parse_answers(request.POST))
    sign_in = redirect_to_login(request.get_full_path())
    if _wants_json(request):
        return JsonResponse({"message": message, "sign_in": sign_in.url}, status=401)
    messages.warning(request, message)
    return sign_in


def _keep_unproved(request: HttpRequest) -> HttpResponse:
    """Keep answers whose form is not proved to be ours; their person looks and sends them anew."""
    message = _(
        "This page was open for too long. Your answers are filled in: send them once more."
    )
    save_session_answers(request, parse_answers(request.POST))
    if _wants_json(request):
        return JsonResponse({"message": message}, status=403)
    messages.warning(request, message)
    return redirect(request.path)


def _receive_answers(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Save or submit; answers that do not belong to the attempt change nothing."""
    answers, seen = parse_answers(request.POST), parse_seen(request.POST)
    is_saving = request.POST.get("act") == "save"
    asks = "ask" in request.POST and not is_saving
    looks = not is_saving and (asks or _may_be_too_long(answers))
    too_long: list[int] = []
    missing: list[PresentedQuestion] = []
    try:
        # Saved first: what is not handed in yet must not be lost.
        if is_saving or looks:
            attempt = save_answers(attempt, answers, seen=seen)
        if looks:
            too_long = find_too_long(attempt)
            missing = _list_unanswered(attempt) if asks else []
        if not (is_saving or too_long or missing):
            attempt = submit_attempt(attempt, answers, seen=seen)
    except AnsweredElsewhere as found:
        return _show_other_answers(request, attempt, answers, found.positions)
    except AnswerNotInAttempt:
        return _refuse_answers(request, attempt)
    except AttemptClosed:
        return _respond_closed(request)
    clear_session_answers(request)
    if too_long:
        return _refuse_length(request, attempt, too_long)
    if missing:
        return _ask_to_hand_in(request, attempt, missing)
    return _respond_saved(request, attempt) if is_saving else redirect(request.path)


def _may_be_too_long(answers: PostedAnswers) -> bool:
    """Return whether a text is longer than the shortest limit, so that it is worth a look."""
    return any(len(one) > SHORTEST_LIMIT for texts in answers.values() for one in texts)


def _list_unanswered(attempt: Attempt) -> list[PresentedQuestion]:
    """Return what is left empty of what counts; nothing once the time is over."""
    if _count_seconds(attempt) == 0:
        return []
    questions = present_questions(attempt, language=get_language() or "my")
    return [one for one in questions if not (one.is_answered or one.is_withdrawn)]


def _ask_to_hand_in(
    request: HttpRequest, attempt: Attempt, missing: list[PresentedQuestion]
) -> HttpResponse:
    """Ask once more where no script did; all that was sent is saved."""
    context = {"attempt": attempt, "quiz": attempt.quiz, "missing": missing}
    return render(request, "courses/hand_in.html", context | _describe_time(attempt))


def _refuse_length(request: HttpRequest, attempt: Attempt, too_long: list[int]) -> HttpResponse:
    told = _("A text is longer than asked. It is saved; shorten it, then hand in.")
    messages.error(request, told)
    return _render_questions(request, attempt, 400, too_long=too_long)


def _respond_saved(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    time = {"time": digits(f"{timezone.localtime():%H:%M}")}
    if _wants_json(request):
        # Minutes may have been granted since the page was shown.
        message = _("Saved %(time)s") % time
        return JsonResponse({"message": message, "seconds_left": _count_seconds(attempt)})
    told = _("Saved %(time)s. Your paper waits here until you hand it in.")
    messages.success(request, told % time)
    return redirect("courses:my_learning")


def _show_other_answers(
    request: HttpRequest, attempt: Attempt, answers: PostedAnswers, positions: list[int]
) -> HttpResponse:
    """Show what was chosen here and elsewhere; nothing is overwritten before it was seen."""
    message = _("This paper was also changed in another window or on another device.")
    if _wants_json(request):
        told = {"message": message, "elsewhere": positions}
        return JsonResponse(told, status=409)
    messages.warning(request, message)
    return _render_questions(request, attempt, 409, unsaved=answers, elsewhere=positions)


def _respond_closed(request: HttpRequest) -> HttpResponse:
    message = _("This paper is closed. The answers saved before that were marked.")
    if _wants_json(request):
        return JsonResponse({"message": message, "closed": True}, status=409)
    messages.warning(request, message)
    return redirect(request.path)


def _refuse_answers(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    message = _(
        "An answer did not belong to this paper. Nothing was changed; please choose again."
    )
    if _wants_json(request):
        return JsonResponse({"message": message}, status=400)
    messages.error(request, message)
    return _render_questions(request, attempt, status=400)


def _render_questions(
    request: HttpRequest,
    attempt: Attempt,
    status: int = 200,
    *,
    unsaved: PostedAnswers | None = None,
    elsewhere: Collection[int] = (),
    too_long: Collection[int] = (),
) -> HttpResponse:
    kept = load_session_answers(request, attempt)
    context: dict[str, Any] = {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "questions": present_questions(
            attempt,
            language=get_language() or "my",
            unsaved=kept if unsaved is None else unsaved,
            elsewhere=elsewhere,
            too_long=too_long,
        ),
        "has_kept": bool(kept),
        **_describe_time(attempt),
    }
    return render(request, "courses/paper.html", context, status=status)


def _describe_time(attempt: Attempt) -> dict[str, int | None]:
    seconds = _count_seconds(attempt)
    # Whole minutes that are left for sure.
    minutes = None if seconds is None else max(seconds - 1, 0) // 60
    return {"seconds_left": seconds, "minutes_left": minutes}


def _count_seconds(attempt: Attempt) -> int | None:
    """Return the time left; None: no limit."""
    if attempt.closes_at is None:
        return None
    # Upwards: handed in by the page before its end, a paper would not count as over.
    return max(math.ceil((attempt.closes_at - timezone.now()).total_seconds()), 0)


def _render_result(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    quiz = attempt.quiz
    if quiz.is_first_test:
        return _render_first_result(request, attempt)
    # What waits for marks may be all right.
    is_fine = attempt.passed or attempt.awaits_marks
    context = {
        "attempt": attempt,
        "quiz": quiz,
        # The time of an attempt ends it at that very moment, whoever hands it in.
        "was_over": attempt.closes_at is not None and attempt.submitted_at == attempt.closes_at,
        **_describe_answers(attempt),
        "reread": [] if is_fine else list_lessons_to_review(attempt),
        "standing": get_standing(quiz, attempt.enrolment),
        "next_step": get_progress(attempt.enrolment).next_step,
    }
    return render(request, "courses/result.html", context)


def _render_first_result(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Show what was known before the course, and which modules to look at."""
    modules = list_known_modules(attempt)
    context = {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "known": [one.module for one in modules if one.is_known],
        "unknown": [one.module for one in modules if not one.is_known],
        "next_step": get_progress(attempt.enrolment).next_step,
    }
    return render(request, "courses/first_test_result.html", context)


def _count_questions(attempt: Attempt) -> dict[str, int]:
    is_withdrawn = Q(version__withdrawn_at__isnull=False)
    return attempt.items.aggregate(
        question_count=Count("pk", filter=~is_withdrawn),
        withdrawn_count=Count("pk", filter=is_withdrawn),
        essay_count=Count("pk", filter=Q(version__kind=ItemVersion.Kind.ESSAY)),
    )


def _describe_answers(attempt: Attempt) -> dict[str, Any]:
    """Return the questions with their marks; nothing of them for a quiz that hides its answers."""
    # Security: a count of right answers would tell, try by try, which of them are right.
    if not is_disclosed(attempt):
        counts = _count_questions(attempt)
        language = get_language() or "my"
        essays = present_essays(attempt, language=language) if counts["essay_count"] else []
        return {"disclosed": set(), **counts} | _add_reports(attempt, essays)
    questions = present_graded_questions(attempt, language=get_language() or "my")
    withdrawn = sum(one.is_withdrawn for one in questions)
    told = {
        "disclosed": {attempt.pk},
        "right_count": sum(one.is_right for one in questions),
        "question_count": len(questions) - withdrawn,
        "withdrawn_count": withdrawn,
    }
    return told | _add_reports(attempt, questions)


def _add_reports(attempt: Attempt, questions: list[PresentedQuestion]) -> dict[str, Any]:
    """Return the questions with what was said against each, where something may be said."""
    may = may_report(attempt)
    if not may and not any(one.essay for one in questions):
        return {"questions": questions}
    reports = list_reports(attempt)
    questions = [replace(one, report=reports.get(one.position)) for one in questions]
    return {"questions": questions, "may_report": may, "may_report_essay": attempt.is_counted}
