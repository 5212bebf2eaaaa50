"""Keeps answers in the session that could not be saved: signed out, or from a forgotten form."""

from __future__ import annotations

from django.http import HttpRequest

from courses.models import Attempt

_ANSWERS_SESSION_KEY = "kept_answers"
# Anybody can post without an account, so what a session stores is limited.
_MAX_ANSWERS = 500
_MAX_LENGTH = 300  # of the id of a part and what was typed into it
_MAX_LETTERS = 32_000  # of all answers together


def save_session_answers(request: HttpRequest, answers: dict[int, list[str]]) -> None:
    """Keep the answers in the session with the attempt that the form names, over older ones."""
    # Nobody has checked yet that the attempt is theirs: it is only compared when it is loaded.
    paper = request.POST.get("paper", "")
    kept = request.session.get(_ANSWERS_SESSION_KEY)
    if kept and kept["paper"] == paper:
        answers = dict(kept["answers"]) | answers
    if paper.isdigit() and _fits(answers):
        request.session[_ANSWERS_SESSION_KEY] = {"paper": paper, "answers": list(answers.items())}


def _fits(answers: dict[int, list[str]]) -> bool:
    given = [one for strings in answers.values() for one in strings]
    is_short = all(len(one) <= _MAX_LENGTH and "\0" not in one for one in given)
    is_few = len(answers) <= _MAX_ANSWERS and len(given) <= _MAX_ANSWERS
    return is_few and is_short and sum(map(len, given)) <= _MAX_LETTERS


def load_session_answers(request: HttpRequest, attempt: Attempt) -> dict[int, list[str]]:
    """Return the answers kept for this attempt."""
    kept = request.session.get(_ANSWERS_SESSION_KEY)
    return dict(kept["answers"]) if kept and kept["paper"] == str(attempt.pk) else {}


def clear_session_answers(request: HttpRequest) -> None:
    request.session.pop(_ANSWERS_SESSION_KEY, None)
