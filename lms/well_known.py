"""Answers what browsers, password managers and crawlers ask every site for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

# What needs an account, or is a question to the register about one person.
_NOT_FOR_CRAWLERS = ("/accounts/", "/api/", "/cms/", "/documents/", "/verify/")


@require_safe
def show_robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_CRAWLERS)]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def show_icon(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(static("img/icon.svg"))


@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Lead a password manager to the form: https://w3c.github.io/webappsec-change-password-url/."""
    return redirect("account_change_password")
