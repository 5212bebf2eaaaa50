"""Keeps answers that arrived after the session had ended, until their owner signs in again."""

from __future__ import annotations

from django.http import HttpRequest

from courses.models import Attempt

KEY = "kept_answers"
MOST = 500
LONGEST_ID = 64


def keep_answers(request: HttpRequest, answers: dict[int, list[str]]) -> None:
    """Keep them in the new session with the paper they name; nothing is marked or saved yet."""
    paper = request.POST.get("paper", "")
    chosen = [option for options in answers.values() for option in options]
    fits = len(answers) <= MOST and len(chosen) <= MOST
    if paper.isdigit() and fits and all(len(option) <= LONGEST_ID for option in chosen):
        request.session[KEY] = {"paper": paper, "answers": list(answers.items())}


def kept_answers(request: HttpRequest, attempt: Attempt) -> dict[int, list[str]]:
    """Answers kept for exactly this paper."""
    kept = request.session.get(KEY)
    return dict(kept["answers"]) if kept and kept["paper"] == str(attempt.pk) else {}


def drop_kept(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
