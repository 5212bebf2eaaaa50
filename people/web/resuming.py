"""Does after signing in what somebody posted before it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import constant_time_compare, get_random_string

P = ParamSpec("P")
_View = Callable[Concatenate[HttpRequest, P], HttpResponse]

_SESSION_KEY = "posted_before"
# What is kept is named in the address to which signing in leads back. Whoever signs in at this
# device by another way and then opens the page does nothing that somebody else had meant to do.
_PARAMETER = "resume"
# Long enough to make an account; after it somebody else may sit at the device.
_KEPT_FOR = 30 * 60  # seconds
# Anybody can post without an account, so what a session stores is limited.
_LONGEST_FORM = 3000  # a sentence of 300 Burmese letters, each of nine characters in a form


def resume_after_sign_in(words: Any) -> Callable[[_View[P]], _View[P]]:
    """Keep what a signed-out person posts, say the words, and do it once they are signed in.

    For acts that may be done for whoever signs in there: they come back to an address that nobody
    else was given. The form had passed the check against forgery when it was posted, in the
    session that keeps it.
    """

    def decorate(view: _View[P]) -> _View[P]:
        @wraps(view)
        def resumed(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated and request.method == "POST":
                return _send_to_sign_in(request, words)
            if request.user.is_authenticated and request.method == "GET":
                kept = _take_kept(request)
                if kept is not None:
                    request.method = "POST"
                    # The stubs know a private class only.
                    request.POST = kept  # type: ignore[assignment]
            return view(request, *args, **kwargs)

        return resumed

    return decorate


def _send_to_sign_in(request: HttpRequest, words: Any) -> HttpResponse:
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    form, name = fields.urlencode(), get_random_string(12)
    address = request.GET.copy()
    if len(form) <= _LONGEST_FORM:
        kept = {"path": request.path, "form": form, "until": time.time() + _KEPT_FOR, "name": name}
        request.session[_SESSION_KEY] = kept
        address[_PARAMETER] = name
        messages.info(request, words)
    query = f"?{address.urlencode()}" if address else ""
    return redirect_to_login(f"{request.path}{query}")


def _take_kept(request: HttpRequest) -> QueryDict | None:
    """Return what was posted to this address before signing in by the way led to, once."""
    kept = request.session.get(_SESSION_KEY)
    named = request.GET.get(_PARAMETER, "")
    if not kept or kept["path"] != request.path:
        return None
    # The release before kept no name.
    if not constant_time_compare(kept.get("name") or " ", named):
        return None
    del request.session[_SESSION_KEY]
    return QueryDict(kept["form"]) if kept["until"] > time.time() else None
