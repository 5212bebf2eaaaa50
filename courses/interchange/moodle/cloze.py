"""Reads and writes answers that stand within a text: ``{1:SHORTANSWER:=Berlin#Yes}``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import Unfit
from courses.interchange.markup import read_plain
from courses.interchange.moodle.parts import MoodleText
from courses.interchange.plain.gift import read_span
from courses.interchange.shapes import Gap, read_number, read_wildcard_text

_GAP = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^\\}])*)\}", re.DOTALL)
_TYPED = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
_CHOSEN = {
    *("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"),
    *("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"),
}
_ANSWER = re.compile(r"(=|%-?[\d.]+%)?((?:\\.|[^~#\\])*)(?:#(?:\\.|[^~\\])*)?", re.DOTALL)
_SIGN = re.compile(r"([\\}#~/\"])")
_NUMBERS = {"NUMERICAL", "NM"}
_FULL = ("=", "%100%")


def read_embedded_answers(text: MoodleText) -> tuple[str, list[Gap], bool]:
    """Return the HTML with gaps, what each takes, and whether answers had points of their own."""
    gaps: list[Gap] = []
    partial: list[bool] = []

    def read(found: re.Match[str]) -> str:
        gap, is_partial = _read_gap(found[2], found[3])
        gaps.append(gap)
        partial.append(is_partial)
        return f"[[t{len(gaps)}]]"

    # Brackets of the author's own would be taken for gaps.
    html = _GAP.sub(read, read_source(text).replace("[[", "[ ["))
    return html, gaps, any(partial)


def read_source(text: MoodleText) -> str:
    """Return the text as HTML that is not clean yet."""
    return text.raw if text.is_html else escape(text.raw).replace("\n", "<br>")


def _read_gap(kind: str, told: str) -> tuple[Gap, bool]:
    if kind not in _TYPED | _CHOSEN | _NUMBERS:
        reason = _("The kind “{kind}” is not known here.")
        raise Unfit(format_lazy(reason, kind=kind))
    parts = [found for found in map(_ANSWER.fullmatch, _split_answers(told)) if found]
    words = [(found[1] or "", _unescape(found[2])) for found in parts]
    right = [word for sign, word in words if sign in _FULL]
    partial = any(sign not in _FULL and sign.strip("%0") for sign, _word in words)
    if kind in _NUMBERS:
        return Gap([_require_exact(word) for word in right]), partial
    if kind in _TYPED:
        return Gap([read_wildcard_text(word) for word in right]), partial
    return Gap(right, [word for _sign, word in words]), partial


def _require_exact(word: str) -> str:
    value, tolerance = read_span(word)
    if read_number(tolerance or "0"):
        raise Unfit(_("A gap takes a number within a tolerance, which only a question can here."))
    return value


def _split_answers(told: str) -> list[str]:
    return re.split(r"(?<!\\)~", told)


def _unescape(text: str) -> str:
    shown = re.sub(r"\\([}#~/\"\\])", r"\1", text)
    return read_plain(shown) if "<" in shown else unescape(shown).strip()


def write_embedded_answers(accepted: Sequence[str], choices: Sequence[str]) -> str:
    """Return a gap as it stands in the text."""
    kind = "MULTICHOICE" if choices else "SHORTANSWER"
    listed = [(word in accepted, word) for word in choices or accepted]
    words = (
        f"{'=' if right else ''}{_escape(word if choices else word.replace('*', chr(92) + '*'))}"
        for right, word in listed
    )
    return f"{{1:{kind}:{'~'.join(words)}}}"


def _escape(word: str) -> str:
    return _SIGN.sub(r"\\\1", escape(word, quote=False))
