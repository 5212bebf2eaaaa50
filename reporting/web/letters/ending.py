"""Ends a letter of figures by the link in it, for who holds the letter, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from people.web import limit_rate
from reporting.letters import end_letter, read_end_token
from reporting.models import FigureLetter


# csrf_exempt: servers of mailboxes post here (RFC 8058); the signed link is the right to do so,
# and this is all that it allows. A GET only asks, for programs open links before people do.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_rate("letter-end")
def end_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would end; a POST ends it. It tells no more than the letter itself did."""
    letter = read_end_token(token)
    if letter and request.method == "POST":
        end_letter(letter, FigureLetter.EndReason.LINK)
    context = {"letter": letter}
    status = 200 if letter else 404
    response = render(request, "reporting/letters/end.html", context, status=status)
    # The address is a key, if a small one: no other site is told it.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
