"""Writes words, numbers and dates the way the reader's language does."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_noop as _

from people.text import languages

register = template.Library()

_BURMESE_DIGITS = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")
_EMPTY_VALUE = "–"
MONTHS = [
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
]


@register.filter
def in_language(names: Mapping[str, str] | None, language: str | None = None) -> str:
    """The text of a ``names`` mapping in the language, by default the active one."""
    return languages.in_language(names or {}, language)


@register.filter
def digits(value: Any) -> str:
    """The text with Burmese digits where the active language is Burmese."""
    text = str(value)
    return text.translate(_BURMESE_DIGITS) if get_language() == "my" else text


@register.filter
def number(value: Any, places: int | None = None) -> str:
    """A number with thousands separators in the reader's digits; a dash for nothing."""
    if value is None or value == "":
        return _EMPTY_VALUE
    if places is not None:
        value = round(Decimal(str(value)), places)
    return digits(number_format(value, decimal_pos=places, force_grouping=True))


@register.filter
def percent(value: Any) -> str:
    """A share given in hundredths (0–100), rounded to a whole number, with its sign."""
    if value is None or value == "":
        return _EMPTY_VALUE
    whole = Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f"{number(int(whole))}%"


@register.filter
def official_date(value: dt.date | str | None) -> str:
    """``23 November 2026`` / ``၂၀၂၆ ခုနှစ်၊ နိုဝင်ဘာလ ၂၃ ရက်``; ISO text is read too."""
    moment = to_local_moment(value)
    return digits(date_format(moment, "DATE_FORMAT")) if moment else ""


@register.filter
def official_datetime(value: dt.date | str | None) -> str:
    """The official date with hour and minute, in local time."""
    moment = to_local_moment(value)
    if not isinstance(moment, dt.datetime):
        return official_date(value)
    return digits(date_format(moment, "DATETIME_FORMAT"))


def to_local_moment(value: dt.date | str | None) -> dt.date | None:
    """A date as it is, a datetime in local time, ISO text parsed, else None."""
    if isinstance(value, str):
        value = parse_date(value) or parse_datetime(value)
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value if isinstance(value, dt.date) else None


@register.filter
def lang_name(code: str) -> str:
    """The language's name in its own script."""
    return get_language_info(code)["name_local"]


@register.filter
def file_size(size: int | None) -> str:
    """Bytes as people read them: ``48 kB``, ``1.2 MB`` (by thousands)."""
    if size is None:
        return _EMPTY_VALUE
    if size < 1000:
        return gettext("%(size)s bytes") % {"size": number(size)}
    if size < 999_500:
        return gettext("%(size)s kB") % {"size": number(round(size / 1000))}
    return gettext("%(size)s MB") % {"size": number(size / 1_000_000, 1)}


@dataclass(frozen=True)
class LanguageChoice:
    """One language of the switch; without an address the choice is posted."""

    code: str
    name: str
    is_current: bool
    url: str


@register.simple_tag
def language_choices(request: HttpRequest) -> list[LanguageChoice]:
    """The offered languages, each with this same place in it."""
    current = get_language()
    codes = list(dict.fromkeys([*settings.OFFERED_LANGUAGES, current]))
    return [
        LanguageChoice(code, lang_name(code), code == current, url_in_language(request, code))
        for code in codes
        if code
    ]


def url_in_language(request: HttpRequest, code: str) -> str:
    """The request's address under another language prefix, or ``""`` if it has none."""
    _slash, first, *rest = request.path.split("/", 2)
    if first not in dict(settings.LANGUAGES) or not rest:
        return ""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return f"/{code}/{rest[0]}{query}"
