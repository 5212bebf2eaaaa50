"""Keeps answers that arrived after the session had ended, until their owner signs in again."""

from __future__ import annotations

from django.http import HttpRequest

from courses.models import Attempt

_ANSWERS_SESSION_KEY = "kept_answers"
_MAX_ANSWERS = 500
_MAX_OPTION_ID_LENGTH = 64


def save_session_answers(request: HttpRequest, answers: dict[int, list[str]]) -> None:
    """Keep them in the new session with the paper they name; nothing is marked or saved yet."""
    paper = request.POST.get("paper", "")
    chosen = [option for options in answers.values() for option in options]
    fits = len(answers) <= _MAX_ANSWERS and len(chosen) <= _MAX_ANSWERS
    if paper.isdigit() and fits and all(len(option) <= _MAX_OPTION_ID_LENGTH for option in chosen):
        request.session[_ANSWERS_SESSION_KEY] = {"paper": paper, "answers": list(answers.items())}


def load_session_answers(request: HttpRequest, attempt: Attempt) -> dict[int, list[str]]:
    """Answers kept for exactly this paper."""
    kept = request.session.get(_ANSWERS_SESSION_KEY)
    return dict(kept["answers"]) if kept and kept["paper"] == str(attempt.pk) else {}


def clear_session_answers(request: HttpRequest) -> None:
    request.session.pop(_ANSWERS_SESSION_KEY, None)
