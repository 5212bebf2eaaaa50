"""Converts minutes to the hours and words that pages show."""

from __future__ import annotations

from django.utils.translation import ngettext

from people.text.formatting import number


def round_hours(minutes: int) -> float:
    """Return hours with one decimal, a whole number without one."""
    tenths = round(minutes / 6)
    return tenths // 10 if tenths % 10 == 0 else tenths / 10


def describe_minutes(minutes: int) -> str:
    """Return hours and minutes in words of the active language."""
    hours, rest = divmod(minutes, 60)
    told = []
    if hours:
        told.append(
            ngettext("%(shown)s hour", "%(shown)s hours", hours) % {"shown": number(hours)}
        )
    if rest or not hours:
        told.append(
            ngettext("%(shown)s minute", "%(shown)s minutes", rest) % {"shown": number(rest)}
        )
    return " ".join(told)
