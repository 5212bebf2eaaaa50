"""Reads Aiken: a question, lines with letters for its answers, the letter of the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from courses.interchange.decoding import convert_zawgyi, decode_text, name_line
from courses.interchange.drafts import ItemDraft, Reading, Unfit
from courses.interchange.markup import clean_html, looks_like_html, read_plain, text_to_html
from courses.interchange.shapes import shape_choice

_OPTION = re.compile(r"\s*([A-Za-z])(?:[.)]\s+|\))(.*\S)\s*")
_ANSWER = re.compile(r"\s*ANSWER:\s*(.*?)\s*", re.IGNORECASE)


def is_aiken(text: str) -> bool:
    return any(map(_ANSWER.fullmatch, text.split("\n")))


def is_answer_line(line: str) -> bool:
    """Return whether the line is an answer or names the right one."""
    return bool(_OPTION.fullmatch(line) or _ANSWER.fullmatch(line))


def read_aiken(content: bytes, language: str = "") -> Reading:
    """Return the questions of an Aiken file. Raise `Unfit` for no text."""
    reading = Reading()
    for first, lines in _iter_questions(convert_zawgyi(decode_text(content), reading)):

        def read(lines: list[str] = lines) -> ItemDraft:
            return _read_question(lines, language)

        reading.add(name_line(first), " ".join(lines), read)
    return reading


def _iter_questions(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each question, and the number of its first one.

    A question ends with its answer, or where the next begins: a text below answers.
    """
    first, lines = 0, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        is_end = bool(_ANSWER.fullmatch(line))
        is_next = lines and _OPTION.fullmatch(lines[-1]) and not _OPTION.fullmatch(line)
        if is_next and not is_end and line.strip():
            yield first, lines
            lines = []
        if line.strip():
            first = first if lines else number
            lines.append(line)
        if is_end:
            yield first, lines
            lines = []
    if lines:
        yield first, lines


def _read_question(lines: list[str], language: str) -> ItemDraft:
    answer = _ANSWER.fullmatch(lines[-1])
    if not answer:
        raise Unfit(_("The line “ANSWER:” is missing below its answers."))
    start = next((n for n, line in enumerate(lines) if _OPTION.fullmatch(line)), len(lines) - 1)
    found = [_OPTION.fullmatch(line) for line in lines[start:-1]]
    if not all(found):
        raise Unfit(_("A line among its answers does not begin with a letter and a full stop."))
    answers = [(one[1].upper(), one[2]) for one in found if one]
    right = answer[1].rstrip(".)").upper()
    if right not in dict(answers):
        raise Unfit(_("No answer is marked as right."))
    stem = "\n".join(lines[:start])
    base = ItemDraft(
        kind="",
        stem=clean_html(stem) if looks_like_html(stem) else text_to_html(stem),
        answer_key=None,
        language=language,
    )
    listed = [(_read_words(text), letter == right) for letter, text in answers]
    return shape_choice(base, listed, is_multiple=False)


def _read_words(text: str) -> str:
    return read_plain(text) if looks_like_html(text) else text
