"""Keeps answers that arrived after the session had ended, until their owner signs in again."""

from __future__ import annotations

from django.http import HttpRequest

from courses.models import Attempt

KEY = "kept_answers"
MOST = 500


def keep_answers(request: HttpRequest, answers: dict[int, list[str]]) -> None:
    """Keep them in the new session with the paper they name; nothing is marked or saved yet."""
    paper = request.POST.get("paper", "")
    if len(answers) <= MOST and sum(len(one) for one in answers.values()) <= MOST:
        request.session[KEY] = {"paper": paper, "answers": list(answers.items())}


def kept_answers(request: HttpRequest, attempt: Attempt) -> dict[int, list[str]]:
    """Answers kept for exactly this paper, once."""
    kept = request.session.get(KEY)
    if not kept or kept["paper"] != str(attempt.pk):
        return {}
    del request.session[KEY]
    return {position: chosen for position, chosen in kept["answers"]}
