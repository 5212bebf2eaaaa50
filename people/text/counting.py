"""Writes the numbers within translated sentences in the digits of their language.

Libraries fill their sentences with plain numbers, out of any catalogue's reach.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.template import Context
from django.template.base import render_value_in_context
from django.templatetags import i18n
from django.utils.safestring import SafeData
from django.utils.translation import get_language
from django.utils.translation.trans_real import DjangoTranslation

from people.text.formatting import digits

_PLACE = re.compile(r"%(\(\w+\))?d")
_FRACTION_PLACE = re.compile(r"%(\(\w+\))?[.\d]+[dfs]")  # %.1f, %02d: takes no text


class _Sentence(str):
    """A translated text with places for values; numbers in them get the reader's digits."""

    __slots__ = ()

    def __mod__(self, values: Any) -> str:
        text = str.__str__(self)
        if get_language() != "my" or _FRACTION_PLACE.search(text):
            return text % values
        # %d takes no text.
        return _PLACE.sub(r"%\1s", text) % _write_all(values)


def _write_all(values: Any) -> Any:
    if isinstance(values, Mapping):
        return {name: _write_number(values[name]) for name in values}
    return (
        tuple(map(_write_number, values)) if isinstance(values, tuple) else _write_number(values)
    )


def _write_number(value: Any) -> Any:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return digits(value) if is_number else value


def write_numbers_in_sentences() -> None:
    """Let all catalogues, and the tag for sentences in templates, write numbers so."""
    # Django has no setting for digits; each library would have to be told by each of its words.
    for name in ("gettext", "ngettext"):
        setattr(DjangoTranslation, name, _keep_places(getattr(DjangoTranslation, name)))
    setattr(i18n, "render_value_in_context", _render_in_sentence)  # noqa: B010


def _render_in_sentence(value: Any, context: Context) -> str:
    written = render_value_in_context(_write_number(value), context)
    # Formats of days and times are in words of the language, and in ASCII digits.
    return digits(written) if isinstance(value, dt.date | dt.time) else written


def _keep_places(translate: Callable[..., str]) -> Callable[..., str]:
    def translate_sentence(*asked: Any) -> str:
        text = translate(*asked)
        return _Sentence(text) if "%" in text and not isinstance(text, SafeData) else text

    return translate_sentence
