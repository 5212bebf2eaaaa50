"""Lets people say whether they use a course at work: one touch, and a sentence if they like."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.follow_ups.answering import LONGEST_WORDS, FollowUpClosed, answer_follow_up
from courses.models import FollowUp, WorkUse
from people.web import parse_primary_key


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_work_use(request: HttpRequest) -> HttpResponse:
    """Show the questions that are open, answered or not; a POST answers one."""
    mine = FollowUp.objects.filter(enrolment__person=request.user.pk)
    if request.method == "POST":
        key = parse_primary_key(request.POST.get("question", ""))
        return _receive_answer(request, get_object_or_404(mine, pk=key))
    rows = mine.open(timezone.localdate()).select_related("enrolment__course")
    # Those that wait first.
    rows = rows.order_by("answered_at", "closes_on", "pk")
    waiting = [row for row in rows if not row.answer]
    answered = [row for row in rows if row.answer]
    context = {"waiting": waiting, "answered": answered, "longest": LONGEST_WORDS}
    return render(request, "courses/follow_ups/own.html", context)


def _receive_answer(request: HttpRequest, row: FollowUp) -> HttpResponse:
    answer = request.POST.get("answer", "")
    if answer not in WorkUse.values:
        messages.error(request, _("Please touch one of the answers."))
        return redirect("courses:work_use")
    try:
        # Without a field for it, the sentence stays as it is.
        words = request.POST.get("words", row.words)
        answer_follow_up(row, WorkUse(answer), words=words)
    except FollowUpClosed:
        messages.info(request, _("The question is closed, and takes no answer any more."))
        return redirect("courses:my_learning")
    if answer == WorkUse.DECLINED:
        messages.success(request, _("You are not asked about this course again."))
    else:
        messages.success(request, _("Thank you. You may add a sentence, or change your answer."))
    return redirect("courses:work_use")
