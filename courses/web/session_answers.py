"""Keeps answers in the session that could not be saved: signed out, or from a forgotten form."""

from __future__ import annotations

from django.http import HttpRequest

from courses.models import Attempt

_ANSWERS_SESSION_KEY = "kept_answers"
# Anybody can post without an account, so what a session stores is limited.
_MAX_ANSWERS = 500
_MAX_OPTION_ID_LENGTH = 64


def save_session_answers(request: HttpRequest, answers: dict[int, list[str]]) -> None:
    """Keep the answers in the session with the attempt that the form names, over older ones."""
    # Nobody has checked yet that the attempt is theirs: it is only compared when it is loaded.
    paper = request.POST.get("paper", "")
    kept = request.session.get(_ANSWERS_SESSION_KEY)
    if kept and kept["paper"] == paper:
        answers = dict(kept["answers"]) | answers
    chosen = [option for options in answers.values() for option in options]
    fits = len(answers) <= _MAX_ANSWERS and len(chosen) <= _MAX_ANSWERS
    if paper.isdigit() and fits and all(len(option) <= _MAX_OPTION_ID_LENGTH for option in chosen):
        request.session[_ANSWERS_SESSION_KEY] = {"paper": paper, "answers": list(answers.items())}


def load_session_answers(request: HttpRequest, attempt: Attempt) -> dict[int, list[str]]:
    """Return the answers kept for this attempt."""
    kept = request.session.get(_ANSWERS_SESSION_KEY)
    return dict(kept["answers"]) if kept and kept["paper"] == str(attempt.pk) else {}


def clear_session_answers(request: HttpRequest) -> None:
    request.session.pop(_ANSWERS_SESSION_KEY, None)
