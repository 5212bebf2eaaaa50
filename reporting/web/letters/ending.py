"""Ends a letter of figures by the link in it, for who holds the letter, without signing in.

Whoever touched it by mistake has it sent again in the same way.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from people.web import limit_rate
from reporting.letters import (
    LetterExists,
    LetterOutOfReach,
    TooManyLetters,
    end_letter,
    read_end_token,
)
from reporting.letters.keeping import NotEndedByLink, can_resume_by_link, resume_by_link
from reporting.models import FigureLetter

_REFUSALS = (LetterExists, LetterOutOfReach, NotEndedByLink, TooManyLetters)


# csrf_exempt: servers of mailboxes post here (RFC 8058); the signed link is the right to do so,
# and to undo it, and this is all that it allows. A GET only asks, for programs open links before
# people do; a server of a mailbox never sends the field that undoes.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_rate("letter-end")
def end_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would end; a POST ends it, or undoes that. It tells no more than the letter."""
    letter = read_end_token(token)
    is_resumed = False
    if letter and request.method == "POST":
        if "again" in request.POST:
            is_resumed = _resume(letter)
        else:
            end_letter(letter, FigureLetter.EndReason.LINK)
    context = {
        "letter": letter,
        "is_resumed": is_resumed,
        "is_refused": "again" in request.POST and not is_resumed,
        "may_resume": bool(letter and can_resume_by_link(letter)),
    }
    status = (409 if context["is_refused"] else 200) if letter else 404
    response = render(request, "reporting/letters/end.html", context, status=status)
    # The address is a key, if a small one: no other site is told it.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _resume(letter: FigureLetter) -> bool:
    """Return whether it is sent again; what was resumed already is."""
    if letter.state == letter.State.ACTIVE:
        return True
    try:
        resume_by_link(letter)
    except _REFUSALS:
        letter.refresh_from_db(fields=["state", "end_reason", "changed_at"])
        return letter.state == letter.State.ACTIVE
    return True
