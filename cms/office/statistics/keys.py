"""Asks for the right answer of a question as its kind takes it, and says a key in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.office.statistics.lines import ask_version
from courses.items.kinds import AskedQuestion, find_kind, list_gap_options
from courses.items.media import label_options
from courses.models import ItemVersion
from people.text import clean, to_ascii_digits
from people.text.formatting import digits, number

_TICKED = "key"  # the name of the field in which answers are ticked
Kind = ItemVersion.Kind


@dataclass(frozen=True)
class KeyField:
    """A field of a key: what is typed in it, in one line or several, or choices to tick.

    A choice is its id, its words, and whether it is right.
    """

    name: str
    label: str
    value: str = ""
    has_lines: bool = False
    choices: tuple[tuple[str, str, bool], ...] = ()
    has_several: bool = True


def list_key_fields(version: ItemVersion, key: Any) -> list[KeyField]:
    """Return the fields that hold the key, or what somebody sent for one."""
    asked = ask_version(version)
    if version.kind == Kind.NUMERIC:
        return list(_list_number_fields(asked, key))
    if version.kind == Kind.SHORT_TEXT:
        return [_ask_lines("accepted", _("Right answers, one a line"), key["accepted"])]
    if version.kind == Kind.CLOZE:
        return [
            _ask_gap(asked, gap, place, key["gaps"].get(gap, ()))
            for place, gap in enumerate(_list_gaps(asked), start=1)
        ]
    several = version.kind in (Kind.MULTIPLE, Kind.SELECT_TEXT)
    choices = _list_choices(asked, asked.options, key)
    return [KeyField(_TICKED, _("What is right"), choices=choices, has_several=several)]


def _list_number_fields(asked: AskedQuestion, key: Any) -> Iterator[KeyField]:
    yield KeyField("value", _("The right number"), key["value"])
    yield KeyField("tolerance", _("How far off is still right"), key["tolerance"])
    told = _("%(unit)s: one of it is how many of the unit of the right number")
    for place, unit in enumerate(asked.units):
        yield KeyField(f"factor-{place}", told % {"unit": unit}, key["units"].get(unit, ""))


def _ask_gap(asked: AskedQuestion, gap: str, place: int, accepted: Iterable[str]) -> KeyField:
    name, named = _name_gap(gap), {"number": number(place)}
    if offered := list_gap_options(asked.words, gap):
        choices = _list_choices(asked, offered, accepted)
        return KeyField(name, _("Gap %(number)s") % named, choices=choices)
    return _ask_lines(name, _("Gap %(number)s: right answers, one a line") % named, accepted)


def _list_gaps(asked: AskedQuestion) -> list[str]:
    """Return the gaps in the order in which they stand in the text."""
    return [slot.id for slot in find_kind(Kind.CLOZE).present(asked, ()).slots]


def _name_gap(gap: str) -> str:
    return f"gap-{gap}"


def _ask_lines(name: str, label: str, accepted: Iterable[str]) -> KeyField:
    return KeyField(name, label, "\n".join(accepted), has_lines=True)


def _list_choices(
    asked: AskedQuestion, offered: Iterable[str], right: Iterable[str]
) -> tuple[tuple[str, str, bool], ...]:
    texts, right = label_options(asked.words), {*right}
    return tuple((one, texts.get(one, one), one in right) for one in offered)


def read_posted_key(version: ItemVersion, posted: QueryDict) -> Any:
    """Return the key as it was sent; whether it fits is not asked."""
    asked = ask_version(version)
    if version.kind == Kind.NUMERIC:
        factors = {
            unit: _read_number(posted, f"factor-{place}") for place, unit in enumerate(asked.units)
        }
        value, tolerance = _read_number(posted, "value"), _read_number(posted, "tolerance")
        return {"value": value, "tolerance": tolerance or "0", "units": factors}
    if version.kind == Kind.SHORT_TEXT:
        return {"accepted": _read_lines(posted, "accepted")}
    if version.kind == Kind.CLOZE:
        return {"gaps": {gap: _read_gap(asked, gap, posted) for gap in _list_gaps(asked)}}
    return posted.getlist(_TICKED)


def explain_misfit(version: ItemVersion) -> str:
    """Return what a key of the version is to be, for who sent one that does not fit."""
    if version.kind == Kind.NUMERIC:
        return _("Write each number in digits, what a unit is worth as more than 0.")
    if version.kind == Kind.SHORT_TEXT:
        return _("Write at least one right answer, a short one in each line.")
    if version.kind == Kind.CLOZE:
        return _("Give each gap at least one right answer, a short one in each line.")
    return _("Tick what is right: at least one, and no more than the question asks for.")


def _read_number(posted: QueryDict, name: str) -> str:
    return to_ascii_digits(clean(posted.get(name, "")))


def _read_gap(asked: AskedQuestion, gap: str, posted: QueryDict) -> list[str]:
    if list_gap_options(asked.words, gap):
        return posted.getlist(_name_gap(gap))
    return _read_lines(posted, _name_gap(gap))


def _read_lines(posted: QueryDict, name: str) -> list[str]:
    lines = (clean(line) for line in posted.get(name, "").splitlines())
    return list(dict.fromkeys(filter(None, lines)))


def describe_key(version: ItemVersion, key: Any) -> str:
    """Return the key in words, all of it."""
    asked = ask_version(version)
    if version.kind == Kind.NUMERIC:
        units = "; ".join(f"{unit} × {digits(one)}" for unit, one in sorted(key["units"].items()))
        told = f"{digits(key['value'])} ± {digits(key['tolerance'])}"
        return f"{told} ({units})" if units else told
    texts = label_options(asked.words)
    if version.kind == Kind.CLOZE:
        gaps = enumerate(_list_gaps(asked), start=1)
        named = ((place, _join_words(texts, key["gaps"].get(gap, ()))) for place, gap in gaps)
        return " · ".join(f"{number(place)}: {words}" for place, words in named)
    return _join_words(texts, key["accepted"] if version.kind == Kind.SHORT_TEXT else key)


def _join_words(texts: dict[str, str], right: Iterable[str]) -> str:
    return " / ".join(texts.get(one, one) for one in right)
