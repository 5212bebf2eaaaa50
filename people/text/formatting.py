"""Writes numbers, dates and sizes the way the reader's language does."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any, overload

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.functional import lazy
from django.utils.translation import get_language, get_language_info, gettext, ngettext
from django.utils.translation import gettext_noop as _

_BURMESE_DIGITS = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")
_EMPTY_VALUE = "–"
LATIN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BURMESE_LETTERS = "ကခဂဃငစဆဇဈညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအ"
# Django's own names of months are translated by our catalogue: named here, so that makemessages
# keeps them.
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


def digits(value: Any) -> str:
    """Return the text, with Burmese digits where the active language is Burmese."""
    text = str(value)
    return text.translate(_BURMESE_DIGITS) if get_language() == "my" else text


# For messages that are kept and read later, in several languages.
lazy_digits = lazy(digits, str)


def join_words(words: Iterable[Any]) -> str:
    """Return words one after the other, parted as the reader's language parts them."""
    return ("၊ " if get_language() == "my" else ", ").join(map(str, words))


def letter(place: int, language: str | None = None) -> str:
    """Return the letter that names the place, from 0, in the active language or another one."""
    letters = BURMESE_LETTERS if (language or get_language()) == "my" else LATIN_LETTERS
    return letters[place]


def number(value: Any, places: int | None = None) -> str:
    """Return a number with thousands separators in the reader's digits; a dash for nothing.

    What is whole is written whole, whatever the places.
    """
    if value is None or value == "":
        return _EMPTY_VALUE
    return _write_number(value, places, get_language())


def numbers(values: Iterable[int]) -> list[str]:
    """Return many numbers as `number` writes one: which language it is, is asked once."""
    language = get_language()
    return [_write_number(value, None, language) for value in values]


def percents(values: Iterable[float]) -> list[str]:
    """Return many shares as `percent` writes one."""
    return [f"{written}%" for written in numbers(map(round_percent, values))]


# A table of a nation writes thousands of numbers, of which most are small and come again.
# By type, too: 1 and 1.0 are one key else.
@lru_cache(maxsize=8192, typed=True)
def _write_number(value: Any, places: int | None, language: str | None) -> str:
    if places is not None:
        value = round(Decimal(str(value)), places)
    if isinstance(value, float | Decimal) and value == int(value):
        value, places = int(value), None
    return digits(number_format(value, decimal_pos=places, force_grouping=True))


def percent(value: Any) -> str:
    """Return a share in hundredths (0 to 100) as `round_percent` rounds it, with its sign."""
    if value is None or value == "":
        return _EMPTY_VALUE
    return f"{number(round_percent(value))}%"


def round_percent(value: float | Decimal) -> int:
    """Return a share in hundredths as a whole number: 0 is nothing at all, and 100 all of it."""
    # A mean of floats may be a hair below the hundred that it is.
    exact = round(float(value), 6)
    # As people round; Python would round 0.5 and 2.5 down to the even number.
    return int(_keep_ends(exact, int(exact + 0.5), 1))


def percent_of(part: float, whole: float) -> float:
    """Return a share in hundredths, exact: who writes it rounds it, once."""
    return 100 * part / whole


@overload
def to_tenth(share: float) -> float: ...


@overload
def to_tenth(share: None) -> None: ...


def to_tenth(share: float | None) -> float | None:
    """Return a share in hundredths with one decimal, for files and programs.

    Here too 0 is nothing at all, and 100 all of it.
    """
    return None if share is None else _keep_ends(share, round(share, 1), 0.1)


def _keep_ends(exact: float, rounded: float, step: float) -> float:
    """Return what was rounded, one step back where it would say none or all, and is not."""
    if rounded == 100 and exact < 100:
        return rounded - step
    return step if rounded == 0 and exact > 0 else rounded


def official_date(value: dt.date | str | None) -> str:
    """Return ``23 November 2026`` / ``၂၀၂၆ ခုနှစ်၊ နိုဝင်ဘာလ ၂၃ ရက်``; ISO text is read too."""
    moment = to_local_moment(value)
    return digits(date_format(moment, "DATE_FORMAT")) if moment else ""


def month_name(value: dt.date | str | None) -> str:
    """Return ``November 2026`` / ``၂၀၂၆ ခုနှစ်၊ နိုဝင်ဘာလ``."""
    moment = to_local_moment(value)
    return digits(date_format(moment, "YEAR_MONTH_FORMAT")) if moment else ""


def short_month(value: dt.date) -> str:
    """Return ``11-2026`` / ``၁၁-၂၀၂၆``: where a picture has no room for the name."""
    return digits(date_format(value, "m-Y"))


def day_before(value: dt.date | str | None) -> dt.date | None:
    """Return the last day of what ends on the day: ends are first days that no longer count."""
    moment = to_local_moment(value)
    return moment - dt.timedelta(days=1) if moment else None


def official_datetime(value: dt.date | str | None) -> str:
    """Return the official date with hour and minute, in local time."""
    moment = to_local_moment(value)
    if not isinstance(moment, dt.datetime):
        return official_date(value)
    return digits(date_format(moment, "DATETIME_FORMAT"))


def to_local_moment(value: dt.date | str | None) -> dt.date | None:
    """Return a date as it is, a datetime in local time, ISO text parsed; else None."""
    if isinstance(value, str):
        value = parse_date(value) or parse_datetime(value)
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value if isinstance(value, dt.date) else None


def lang_name(code: str) -> str:
    """Return the language's name in its own script."""
    return get_language_info(code)["name_local"]


def file_size(size: int | None) -> str:
    """Return a size in bytes as people read it: ``48 kB``, ``1.2 MB`` (by thousands)."""
    if size is None:
        return _EMPTY_VALUE
    if size < 1000:
        return gettext("%(size)s bytes") % {"size": number(size)}
    if size < 999_500:  # above it would be rounded to 1,000 kB
        return gettext("%(size)s kB") % {"size": number(round(size / 1000))}
    return gettext("%(size)s MB") % {"size": number(size / 1_000_000, 1)}


def duration(seconds: int) -> str:
    """Return how long to wait: ``45 seconds``; from ninety on in whole minutes, rounded up."""
    if seconds < 90:
        words = ngettext("%(shown)s second", "%(shown)s seconds", seconds)
        return words % {"shown": number(seconds)}
    minutes = -(-seconds // 60)
    return ngettext("%(shown)s minute", "%(shown)s minutes", minutes) % {"shown": number(minutes)}
