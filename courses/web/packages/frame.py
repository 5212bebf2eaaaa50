"""Builds the page around the frame of a package: for a learner, and for an author who tries it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from courses.models import Enrolment, PackageVersion
from courses.packages import is_offered, load_reports
from courses.packages.addresses import build_play_url, read_origin
from courses.packages.records import PackagePart
from courses.packages.reports import MOST_BYTES


def choose_part(parts: Sequence[PackagePart], number: str) -> PackagePart:
    """Return the part of the number, the first open one without a number, or raise 404."""
    if not number:
        open_ones = [part for part in parts if part.is_open]
        to_do = [part for part in open_ones if part.is_tracked and not part.is_done]
        return next(iter(to_do), parts[0])
    found = [part for part in parts if str(part.number) == number]
    if not found:
        raise Http404
    return found[0]


def build_frame_facts(
    version: PackageVersion, part: PackagePart, enrolment: Enrolment | None
) -> dict[str, Any]:
    """Return what the script of the page needs; of the person nothing but a pseudonym."""
    key = enrolment.pk if enrolment else 0
    mark = salted_hmac("courses.packages", f"{key}").hexdigest()[:16]
    record = part.record
    return {
        "frame": f"{build_play_url(version)}?{urlencode({'part': part.number})}",
        "origin": read_origin(settings.PACKAGE_ORIGIN),
        "enrolment": key or None,
        "version": version.pk,
        "part": part.number,
        "learner": mark,
        "data": record.data if record else {},
        "revision": record.revision if record else 0,
        "mostBytes": MOST_BYTES,
    }


def allow_frame(response: HttpResponse) -> HttpResponse:
    """Let the page frame the origin of packages, as no other page may."""
    response._csp_update = {"frame-src": [read_origin(settings.PACKAGE_ORIGIN)]}  # type: ignore[attr-defined]
    return response


def show_trial(request: HttpRequest, version: PackageVersion | None, *, back: str) -> HttpResponse:
    """Show a package to somebody who tries it; nothing of it is kept, and nothing is locked.

    ``back`` is where the page leads on. The caller has asked whether the person may see it.
    """
    if version is None or not is_offered():
        raise Http404
    parts = load_reports(version, None)
    part = choose_part(parts, request.GET.get("part", ""))
    facts = build_frame_facts(version, part, None)
    words = {"version": version, "parts": parts, "part": part, "facts": facts}
    context = {**words, "is_trial": True, "lesson_url": back}
    return allow_frame(render(request, "courses/packages/trial.html", context))
