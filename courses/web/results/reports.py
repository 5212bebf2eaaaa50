"""Lets learners say that a question of a marked paper is wrong, and take it back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from courses.models import Attempt
from courses.quizzes.appeals import reports
from courses.quizzes.appeals.answering import ReportAnswered, withdraw_report
from courses.quizzes.support import MissingReason
from people.web import limit_rate, parse_primary_key

_LONGEST_WORDS = 300


@require_POST
@never_cache
@login_required
@limit_rate("ask-trainer")
def report_question(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """Keep what a learner says of a question of an own paper, or forget it."""
    attempt = _find_paper(request, key, number)
    if "withdraw" in request.POST:
        _take_back_report(request, attempt)
    else:
        _send_report(request, attempt)
    return redirect("courses:attempt", key, number)


def _find_paper(request: HttpRequest, key: uuid.UUID, number: int) -> Attempt:
    """Return the person's own paper; 404 for anybody else's."""
    own = Attempt.objects.filter(quiz__key=key, number=number, enrolment__person=request.user.pk)
    # Of several enrolments the newest is meant, as on the page of the paper.
    found = own.select_related("quiz__course", "enrolment", "void").order_by("-enrolment")
    attempt = found.first()
    if attempt is None:
        raise Http404
    return attempt


def _send_report(request: HttpRequest, attempt: Attempt) -> None:
    position = parse_primary_key(request.POST.get("position", "")) or 0
    words = request.POST.get("words", "")[:_LONGEST_WORDS]
    try:
        reports.report_question(attempt, position, words=words)
    except MissingReason:
        messages.error(request, _("Please say in one sentence what is wrong with the question."))
    except reports.NothingToReport:
        messages.info(request, _("This question cannot be called wrong here, or you did already."))
    else:
        messages.success(request, _("Your trainer reads it. The answer comes as a message."))


def _take_back_report(request: HttpRequest, attempt: Attempt) -> None:
    position = parse_primary_key(request.POST["withdraw"]) or 0
    report = reports.list_reports(attempt).get(position)
    try:
        if report:
            withdraw_report(report)
    except ReportAnswered:  # by the trainer in the same moment: the page shows what it is now
        return
    messages.success(request, _("It is taken back."))
