"""Writes a session as a calendar file (RFC 5545), an event a part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from courses.models import ClassSession

_LINE_BYTES = 75


def write_calendar(session: ClassSession) -> str:
    """Return the file in the active language; read again it moves or cancels its events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pyinnya//sessions//EN"]
    lines += ["METHOD:PUBLISH", *_list_events(session), "END:VCALENDAR"]
    return "".join(f"{_fold_line(line)}\r\n" for line in lines)


def _list_events(session: ClassSession) -> Iterator[str]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    page = settings.SITE_URL + reverse("courses:session", args=[session.pk])
    for number, part in enumerate(session.parts.all(), start=1):
        yield "BEGIN:VEVENT"
        # By its number: the second part that moves to another day is the same event.
        yield f"UID:session-{session.pk}-{number}@{host}"
        yield f"SEQUENCE:{session.revision}"
        yield f"DTSTAMP:{_format_moment(session.made_at)}"
        yield f"DTSTART:{_format_moment(part.begins_at)}"
        yield f"DTEND:{_format_moment(part.ends_at)}"
        yield f"SUMMARY:{_escape_ical(session.title)}"
        if session.place:
            yield f"LOCATION:{_escape_ical(session.place)}"
        yield f"URL:{page}"
        yield f"STATUS:{'CANCELLED' if session.is_cancelled else 'CONFIRMED'}"
        yield "END:VEVENT"


def _format_moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _escape_ical(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _fold_line(line: str) -> str:
    """Break a long line where no sign is cut: three bytes are one sign of Burmese."""
    folded, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LINE_BYTES:
            folded, size = f"{folded}\r\n ", 1
        folded, size = folded + sign, size + width
    return folded
