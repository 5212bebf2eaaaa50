"""Writes a session as a calendar file (RFC 5545), an event a part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from courses.models import ClassSession

_LINE_BYTES = 75


def write_calendar(session: ClassSession, *, is_off: bool = False) -> str:
    """Return the file in the active language; read again it moves or cancels its events.

    ``is_off`` takes all of them out of the calendar of who gave the seat up.
    """
    is_off = is_off or session.is_cancelled
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pyinnya//sessions//EN"]
    # RFC 5546: what is cancelled as a whole goes by its own method, a part by its status.
    lines += [f"METHOD:{'CANCEL' if is_off else 'PUBLISH'}"]
    lines += [*_list_events(session, is_off=is_off), "END:VCALENDAR"]
    return "".join(f"{_fold_line(line)}\r\n" for line in lines)


def _list_events(session: ClassSession, *, is_off: bool) -> Iterator[str]:
    times = [(part.begins_at, part.ends_at) for part in session.parts.all()]
    for number, time in enumerate(times, start=1):
        yield from _write_event(session, number, time, is_off=is_off)
    if not times:
        return
    # Parts that were dropped: a calendar that heard of them takes them out.
    for number in range(len(times) + 1, session.most_parts + 1):
        yield from _write_event(session, number, times[-1], is_off=True)


def _write_event(
    session: ClassSession, number: int, time: tuple[dt.datetime, dt.datetime], *, is_off: bool
) -> Iterator[str]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    yield "BEGIN:VEVENT"
    # By its number: the second part that moves to another day is the same event.
    yield f"UID:session-{session.pk}-{number}@{host}"
    yield f"SEQUENCE:{session.revision}"
    # When the file is written: of two of one sequence, calendars keep the later one.
    yield f"DTSTAMP:{_format_moment(timezone.now())}"
    yield f"DTSTART:{_format_moment(time[0])}"
    yield f"DTEND:{_format_moment(time[1])}"
    yield f"SUMMARY:{_escape_ical(session.title)}"
    yield f"ORGANIZER;CN={_quote_name(session.agency.name)}:mailto:{_read_sender()}"
    if session.place:
        yield f"LOCATION:{_escape_ical(session.place)}"
    yield f"URL:{settings.SITE_URL}{reverse('courses:session', args=[session.pk])}"
    yield f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}"
    yield "END:VEVENT"


def _read_sender() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _quote_name(name: str) -> str:
    # A parameter has no escapes: what would end it is left out (RFC 5545, 3.2).
    return f'"{" ".join(name.replace(chr(34), "").split())}"'


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
