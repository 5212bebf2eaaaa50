"""Shows one essay to whoever marks it, and takes drafts, marks and corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.items.kinds.essay import EssayTask, read_task, read_text
from courses.models import Essay, EssayMark
from courses.quizzes.essays.correcting import MarkUnchanged, MarkWithoutReason, correct_mark
from courses.quizzes.essays.leases import (
    LONGEST_COMMENT,
    EssayGone,
    EssayTaken,
    release_essay,
    save_draft,
    take_essay,
)
from courses.quizzes.essays.marks import RubricIncomplete, give_marks
from courses.quizzes.essays.results import MarkedText, describe_mark
from courses.quizzes.presentation import localise_content
from courses.web.essays.queue import admit_marker, list_waiting
from people.history import record_looks
from people.models import Person
from people.text.formatting import digits
from people.text.syllables import count_characters

_LONGEST_REASON = 300
# Texts that others hold are passed over; with more of them the list tells who is at what.
_MOST_TRIED = 50


@dataclass(frozen=True)
class _PostedMark:
    """What the form holds: a level for each criterion, and words for the learner."""

    choices: dict[str, str]
    comment: str
    reason: str = ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_essay(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text beside its rubric; a POST takes, saves, gives, lets go or corrects."""
    viewer = admit_marker(request)
    essay = _find_essay(viewer, pk)
    if request.method == "POST":
        return _act(request, essay, viewer)
    return _render_essay(request, essay, viewer)


def _find_essay(viewer: Person, pk: int) -> Essay:
    # Security: one of others and one that does not exist get the same answer.
    related = Essay.objects.visible_to(viewer).select_related(
        "quiz__course", "attempt_item__version", "attempt_item__attempt__enrolment__person"
    )
    essay = related.filter(pk=pk).first()
    if essay is None:
        raise Http404
    return essay


def _act(request: HttpRequest, essay: Essay, viewer: Person) -> HttpResponse:
    task = read_task(essay.attempt_item.version.answer_key)
    posted = _read_form(request, task)
    act = request.POST.get("act", "")
    try:
        if act == "correct":
            return _correct(request, essay, viewer, posted)
        if act == "try":
            return _render_essay(request, essay, viewer, posted=posted)
        if act == "give":
            give_marks(essay, by=viewer, choices=posted.choices, comment=posted.comment)
            messages.success(request, _("The marks are given."))
            return _go_on(request, viewer)
        if act == "release":
            release_essay(essay, by=viewer)
            return redirect("courses:essays")
        if act == "take":
            take_essay(essay, by=viewer)
        else:
            save_draft(essay, by=viewer, choices=posted.choices, comment=posted.comment)
            messages.success(request, _("Your draft is saved. Nobody sees it."))
    except RubricIncomplete:
        messages.error(request, _("Choose a level for each criterion. What you chose is saved."))
    except EssayTaken as taken:
        _tell_taken(request, taken)
    except EssayGone:
        messages.warning(request, _("It was marked meanwhile. What you wrote is kept below."))
    return redirect("courses:essay", essay.pk)


def _read_form(request: HttpRequest, task: EssayTask) -> _PostedMark:
    chosen = {one.id: request.POST.get(f"c-{one.id}", "") for one in task.rubric}
    comment = request.POST.get("comment", "")[:LONGEST_COMMENT]
    reason = request.POST.get("reason", "")[:_LONGEST_REASON]
    return _PostedMark({key: level for key, level in chosen.items() if level}, comment, reason)


def _tell_taken(request: HttpRequest, taken: EssayTaken) -> None:
    time = {"time": digits(f"{timezone.localtime(taken.until):%H:%M}")}
    told = _("Somebody marks this text now. It is free at %(time)s, or as soon as they let it go.")
    messages.warning(request, told % time)


def _go_on(request: HttpRequest, viewer: Person) -> HttpResponse:
    """Take the next text that is free, else go back to the list."""
    for essay in list_waiting(viewer)[:_MOST_TRIED]:
        try:
            take_essay(essay, by=viewer)
        except (EssayGone, EssayTaken):
            continue
        return redirect("courses:essay", essay.pk)
    return redirect("courses:essays")


def _correct(
    request: HttpRequest, essay: Essay, viewer: Person, posted: _PostedMark
) -> HttpResponse:
    try:
        correct_mark(
            essay,
            by=viewer,
            choices=posted.choices,
            comment=posted.comment,
            reason=posted.reason,
        )
    except RubricIncomplete:
        messages.error(request, _("Choose a level for each criterion."))
        return _render_essay(request, essay, viewer, posted=posted, status=400)
    except MarkWithoutReason:
        messages.error(request, _("Say why the marks are corrected."))
        return _render_essay(request, essay, viewer, posted=posted, status=400)
    except MarkUnchanged:
        messages.warning(request, _("These are the marks it has."))
    else:
        messages.success(request, _("The marks are corrected, and the learner has a letter."))
    return redirect("courses:essay", essay.pk)


def _render_essay(
    request: HttpRequest,
    essay: Essay,
    viewer: Person,
    *,
    posted: _PostedMark | None = None,
    status: int = 200,
) -> HttpResponse:
    item, language = essay.attempt_item, get_language() or "my"
    code, words = localise_content(item.version, language)
    task, text = read_task(item.version.answer_key, language), read_text(item.answer)
    marks = list(essay.marks.all())
    draft = next((one for one in marks if one.marker_id == viewer.pk and not one.given_at), None)
    given = [one for one in marks if one.given_at]
    context = {
        "essay": essay,
        "stem": words.get("stem", ""),
        "language": code,
        "task": task,
        "text": text,
        "length": count_characters(text),
        "draft": draft,
        "learner": _name_learner(essay, viewer),
        "marks": _list_seen_marks(essay, task, given, viewer),
        "is_mine": any(one.marker_id == viewer.pk for one in given),
        "is_markable": Essay.objects.markable_by(viewer).filter(pk=essay.pk).exists(),
        "is_held": draft is not None and draft.held_until > timezone.now(),
        **_fill_form(task, posted or _read_mark(draft or (given[-1] if given else None))),
    }
    return render(request, "courses/essays/essay.html", context, status=status)


def _name_learner(essay: Essay, viewer: Person) -> Person | None:
    """Return who wrote the text, once it is decided."""
    if not essay.decided_at:
        return None
    learner = essay.attempt_item.attempt.enrolment.person
    record_looks(viewer, [learner.pk])
    return learner


def _read_mark(mark: EssayMark | None) -> _PostedMark:
    """Return what the form begins with: one's own draft, else what was given last."""
    return _PostedMark(mark.choices, mark.comment) if mark else _PostedMark({}, "")


def _fill_form(task: EssayTask, posted: _PostedMark) -> dict[str, Any]:
    return {
        "criteria": [(one, posted.choices.get(one.id, "")) for one in task.rubric],
        "sum": sum(level.points for _one, level in task.list_chosen(posted.choices)),
        "comment": posted.comment,
        "reason": posted.reason,
        "longest": LONGEST_COMMENT,
    }


def _list_seen_marks(
    essay: Essay, task: EssayTask, given: list[EssayMark], viewer: Person
) -> list[MarkedText]:
    """Return the marks that the viewer may see."""
    # Security: of two who mark neither sees the other; a third one decides by both.
    sees_all = essay.decided_at or len(given) > 1
    seen = [one for one in given if sees_all or one.marker_id == viewer.pk]
    return [describe_mark(task, one) for one in seen]
