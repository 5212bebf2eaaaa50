"""Prepares figures of questions for pages and files; hides what is too small to be told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses.items.keys import load_keys
from courses.items.kinds import AskedQuestion, InvalidItem, find_kind
from courses.models import AttemptTaken, ItemStatistics, ItemVersion, ItemWeakness
from courses.quizzes.essays.results import MarkerAgreement, measure_agreement
from courses.quizzes.presentation import localise_content, read_words
from people.text.formatting import lang_name, number, percent, round_percent

# What to look at, beside the name of the weakness.
_ADVICE = {
    ItemWeakness.HARD: gettext_lazy("Look whether the lesson says it and the key is right."),
    ItemWeakness.EASY: gettext_lazy("It tells little: make the wrong answers likelier."),
    ItemWeakness.FLAT: gettext_lazy("Look for two meanings, or for a clue that gives it away."),
    ItemWeakness.RIVAL: gettext_lazy("Look at the key first: perhaps that answer is right too."),
    ItemWeakness.IDLE: gettext_lazy("Replace it by a mistake that people really make."),
}


@dataclass(frozen=True)
class OptionLine:
    """An answer with how many chose it, of all and of the best and the weakest third.

    ``answer`` is what was given, of a wrong one that the key could take too.
    """

    text: str
    is_right: bool
    chosen: str
    upper: str
    lower: str
    answer: str = ""


@dataclass(frozen=True)
class QuestionLine:
    """The figures of a version of a question in one quiz; ``key`` is the one in force."""

    row: ItemStatistics
    key: Any
    agreement: MarkerAgreement | None = None  # of essays that two people marked

    @property
    def words(self) -> str:
        return read_words(self.row.version)

    @property
    def is_told(self) -> bool:
        """Return whether enough people answered for figures that tell of nobody."""
        return self.row.asked >= settings.SMALLEST_GROUP

    @property
    def facility(self) -> str:
        return percent(self.row.facility * 100) if self.is_told else ""

    @property
    def discrimination(self) -> str:
        found = self.row.discrimination
        return f"{found:.2f}" if self.is_told and found is not None else ""

    @property
    def weaknesses(self) -> list[tuple[str, str]]:
        """Return what speaks against it, each with what to look at."""
        found = [ItemWeakness(one) for one in self.row.weaknesses]
        return [(str(one.label), str(_ADVICE[one])) for one in found]

    @property
    def has_thirds(self) -> bool:
        return min(self.row.upper, self.row.lower) >= settings.SMALLEST_GROUP

    @property
    def options(self) -> list[OptionLine]:
        """Return each answer to tick, and of what is answered part by part what many gave."""
        if not self.is_told:
            return []
        asked = ask_version(self.row.version)
        offered = asked.options if isinstance(self.key, list) else {}
        given = [*offered, *(one for one in self.row.answers if one not in offered)]
        return [self._describe_option(one, asked) for one in given]

    def _describe_option(self, answer: str, asked: AskedQuestion) -> OptionLine:
        chosen, upper, lower = self.row.answers.get(answer, (0, 0, 0))
        kind = find_kind(self.row.version.kind)
        is_right = kind.accepts(self.key, answer)
        may_widen = not is_right and widen_key(self.row.version, self.key, answer) is not None
        return OptionLine(
            " ".join(kind.describe_answer(asked, [answer])) or answer,
            is_right,
            _write_share(chosen, self.row.asked),
            _write_share(upper, self.row.upper) if self.has_thirds else "",
            _write_share(lower, self.row.lower) if self.has_thirds else "",
            answer if may_widen else "",
        )

    @property
    def groups(self) -> list[tuple[str, str, str]]:
        """Return languages and ways with the number asked and the share of points.

        None of a kind where one of its groups is small: the others would give it away.
        """
        named = {code: lang_name(code) for code in self.row.languages}
        ways = {one.value: str(one.label) for one in AttemptTaken}
        return [
            *_list_groups(self.row.languages, named),
            *_list_groups(self.row.ways, ways),
        ]


def _list_groups(
    groups: dict[str, list[float]], names: dict[str, str]
) -> list[tuple[str, str, str]]:
    if any(asked < settings.SMALLEST_GROUP for asked, _share in groups.values()):
        return []
    return [
        (names.get(key, key), number(int(asked)), percent(share * 100))
        for key, (asked, share) in sorted(groups.items())
    ]


def _write_share(count: int, whole: int) -> str:
    return percent(100 * count / whole) if whole else "—"


def ask_version(version: ItemVersion) -> AskedQuestion:
    """Return the question in the active language or another one, in no order of a paper."""
    _code, words = localise_content(version, get_language() or "my")
    order = [*sorted(words.get("options", {})), *sorted(words.get("targets", {}))]
    return AskedQuestion(words, order, find_kind(version.kind).list_units(version.answer_key))


def widen_key(version: ItemVersion, key: Any, answer: str) -> Any:
    """Return the key that takes the answer too; None where no key of the kind could."""
    try:
        return find_kind(version.kind).accept_too(key, answer)
    except InvalidItem:
        return None


def add_agreement(lines: Iterable[QuestionLine]) -> list[QuestionLine]:
    """Let lines of essays tell how far their markers were apart: one query a line."""
    return [
        replace(line, agreement=measure_agreement(line.row.quiz_id, line.row.version_id))
        if line.row.version.kind == ItemVersion.Kind.ESSAY
        else line
        for line in lines
    ]


def build_lines(rows: Iterable[ItemStatistics]) -> list[QuestionLine]:
    """Return the rows with the keys in force: one query."""
    rows = list(rows)
    keys = load_keys({row.version for row in rows})
    return [QuestionLine(row, keys[row.version_id]) for row in rows]


def name_columns() -> list[str]:
    """Return the headings of a file of questions."""
    return [
        *(_("Quiz"), _("Question"), _("Version"), _("Asked on papers"), _("Answered")),
        *(_("Share of the points, in percent"), _("Discrimination"), _("Median seconds")),
        _("To look at"),
    ]


def write_cells(lines: Collection[QuestionLine]) -> list[list[Any]]:
    """Return the rows of a file; of too few answers without figures."""
    return [
        [
            *(line.row.quiz.full_title, line.words, line.row.version.number),
            *((line.row.asked, line.row.answered) if line.is_told else ("", "")),
            round_percent(line.row.facility * 100) if line.is_told else "",
            *(line.discrimination, line.row.seconds if line.is_told else ""),
            " · ".join(label for label, _advice in line.weaknesses),
        ]
        for line in lines
    ]
