"""Writes answers of an open attempt, and overwrites none that was changed elsewhere meanwhile."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping

from django.http import QueryDict

from courses.items.kinds import AskedQuestion, Words, find_kind
from courses.models import AttemptItem

Answers = Mapping[int, Collection[str]]
PostedAnswers = dict[int, list[str]]

# Four digits: int() of a long number posted by anybody would be slow, or raise.
_PLACE = re.compile(r"\d{1,4}", re.ASCII)
_ANSWER_FIELD = re.compile(r"q(\d{1,4})(?:\.([A-Za-z0-9-]{1,64}))?")
_SEEN_FIELD = re.compile(r"w(\d{1,4})")  # the answer that was saved when the form was shown


class AnswerNotInAttempt(Exception):
    """The answer names a question or an option that the attempt does not show."""


class AnsweredElsewhere(Exception):
    """Questions (``positions``) were answered otherwise in another window or on another device.

    The other answers that were sent with them are saved.
    """

    def __init__(self, positions: list[int]) -> None:
        super().__init__(positions)
        self.positions = positions


def parse_answers(form: QueryDict) -> PostedAnswers:
    """Return the answers by position; a question shown without a choice has an empty one."""
    # Only ASCII: \d matches the digits of every script.
    shown = [value for value in form.getlist("shown") if _PLACE.fullmatch(value)]
    answers: PostedAnswers = {int(value): [] for value in shown}
    return answers | _parse_fields(form, _ANSWER_FIELD)


def parse_seen(form: QueryDict) -> PostedAnswers:
    """Return the answers by position that were saved when the form was shown."""
    return _parse_fields(form, _SEEN_FIELD)


def _parse_fields(form: QueryDict, field: re.Pattern[str]) -> PostedAnswers:
    answers: PostedAnswers = {}
    for name in form:
        if match := field.fullmatch(name):
            place, *slots = match.groups()
            typed = [f"{slot}:" for slot in slots if slot]
            values = ["".join([*typed, value]) for value in form.getlist(name) if value.strip()]
            answers.setdefault(int(place), []).extend(values)
    return answers


def write_answers(
    items: list[AttemptItem], answers: Answers, *, seen: Answers, at: dt.datetime
) -> list[int]:
    """Write what was changed; return the positions changed elsewhere, which are left as they are.

    ``seen`` are the answers that the sender had before; without them everything sent counts as
    changed. Raises `AnswerNotInAttempt` before anything is written.
    """
    by_position = {item.position: item for item in items}
    # Refused whole: a forged position must not save the others.
    if not by_position.keys() >= answers.keys():
        raise AnswerNotInAttempt
    sent = {place: _read_answer(by_position[place], one) for place, one in answers.items()}
    changed, elsewhere = [], []
    for place, answer in sent.items():
        item, before = by_position[place], seen.get(place)
        known = item.answer if before is None else _read_seen(item, before)
        # What the sender has not touched must not undo what was chosen in another window.
        if answer in (item.answer, known):
            continue
        if known != item.answer:
            elsewhere.append(place)
            continue
        item.answer, item.answered_at = answer, at
        changed.append(item)
    AttemptItem.objects.bulk_update(changed, ["answer", "answered_at"])
    return elsewhere


def fill_answers(items: list[AttemptItem], answers: Answers) -> None:
    """Put answers into questions that an author tries; nothing is written.

    Raises `AnswerNotInAttempt`.
    """
    by_position = {item.position: item for item in items}
    if not by_position.keys() >= answers.keys():
        raise AnswerNotInAttempt
    for place, posted in answers.items():
        by_position[place].answer = _read_answer(by_position[place], posted)


def _read_answer(item: AttemptItem, posted: Collection[str]) -> list[str]:
    """Return the answer as stored. Raise `AnswerNotInAttempt`."""
    answer = find_kind(item.version.kind).read_answer(build_asked(item), posted)
    if answer is None:
        raise AnswerNotInAttempt
    return answer


def _read_seen(item: AttemptItem, seen: Collection[str]) -> list[str]:
    """Return what the sender saw as it is stored; what was forged stands for itself."""
    answer = find_kind(item.version.kind).read_answer(build_asked(item), seen)
    return sorted(set(seen)) if answer is None else answer


def build_asked(item: AttemptItem, words: Words | None = None) -> AskedQuestion:
    """Return the question as the attempt asks it, in any of its languages unless told."""
    version = item.version
    shown = next(iter(version.content.values()), {}) if words is None else words
    units = find_kind(version.kind).list_units(version.answer_key)
    return AskedQuestion(shown, item.option_order, units)
