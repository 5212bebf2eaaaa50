"""Remembers in a signed cookie which device has a paper, and guards papers of a room by it.

Not in the session: who is signed out in the middle comes back to the same paper.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courses.models import Attempt
from courses.sittings.entering import is_paper_here, is_result_held, make_device, note_presence

_COOKIE, _SALT = "room", "courses.sittings.device"
_COOKIE_SECONDS = 12 * 60 * 60  # as long as a room may stay open


def read_device(request: HttpRequest) -> str:
    """Return the name of the device, ``""`` for one that entered no room lately."""
    kept = request.get_signed_cookie(_COOKIE, default="", salt=_SALT, max_age=_COOKIE_SECONDS)
    return str(kept)


def name_device(request: HttpRequest) -> str:
    return read_device(request) or make_device()


def remember_device(response: HttpResponse, device: str) -> HttpResponse:
    response.set_signed_cookie(
        _COOKIE,
        device,
        salt=_SALT,
        max_age=_COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def guard_paper(request: HttpRequest, attempt: Attempt) -> HttpResponse | None:
    """Return what is shown instead of a paper of a room; None: the paper itself."""
    seat = attempt.seat
    if seat is None:
        return None
    device = read_device(request)
    if not is_paper_here(attempt, device):
        return _refuse_device(request, attempt)
    if not attempt.submitted_at:
        note_presence(seat)
        return None
    is_own_device = bool(device) and device == seat.device
    if seat.is_shared and is_own_device:
        return _sign_out(request, attempt)
    return _tell_handed_in(request, attempt) if is_result_held(attempt) else None


def _refuse_device(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        told = _("This paper is open on another device now. Nothing was saved from this one.")
        return JsonResponse({"message": told}, status=409)
    assert attempt.seat is not None  # noqa: S101
    return redirect("courses:enter_sitting", attempt.seat.sitting_id)


def _sign_out(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    # Who takes the phone next must not find the account of who had it before.
    logout(request)
    response = _tell_handed_in(request, attempt)
    response.delete_cookie(_COOKIE)
    return response


def _tell_handed_in(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    seat = attempt.seat
    assert seat is not None  # noqa: S101
    context = {
        "quiz": attempt.quiz,
        "sitting": seat.sitting,
        "attempt": attempt,
        "may_begin_again": seat.attempts.count() < seat.passages,
    }
    return render(request, "courses/sittings/handed_in.html", context)
