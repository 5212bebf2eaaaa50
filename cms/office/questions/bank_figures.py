"""Puts the figures of their newest versions beside the questions of a bank, and ranks by them.

Of a question in several quizzes those are told that speak against it, else those of most papers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.db.models.enums import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy

from cms.models import BankPage
from cms.office.statistics.lines import QuestionLine
from courses.models import ItemStatistics
from people.models import Person

_TELLS_WELL, _TELLS = 0.3, 0.1  # below the second a question is to be looked at


class QuestionOrder(TextChoices):
    """In which order a list shows questions."""

    POOR = "poor", pgettext_lazy("order of questions", "Those to look at first")
    HARD = "hard", pgettext_lazy("order of questions", "The hardest first")


class _Rank(NamedTuple):
    """What orders a question."""

    is_poor: bool
    facility: float
    discrimination: float


@dataclass(frozen=True)
class QuestionFigures:
    """What a list tells of a question that enough people answered."""

    line: QuestionLine
    is_poor: bool

    @property
    def told_apart(self) -> str:
        """Return in words how far the question tells those who know more from the others."""
        found = self.line.row.discrimination
        if found is None:
            return ""
        if found < 0:
            return gettext("Those who know less do better")
        if found < _TELLS:
            return gettext("Hardly tells people apart")
        if found < _TELLS_WELL:
            return gettext("Tells people apart")
        return gettext("Tells people apart well")


class BankFigures:
    """The figures of a bank's questions in the quizzes that the person sees."""

    def __init__(self, bank: BankPage, person: Person) -> None:
        seen = ItemStatistics.objects.visible_to(person).newest()
        rows = seen.filter(version__item__bank=bank.translation_key)
        # Nothing of too few papers, and no rank by it either.
        told = rows.filter(asked__gte=settings.SMALLEST_GROUP, version__withdrawn_at=None)
        # The last one of a question stays: one that speaks against it, of the most papers.
        self._rows = told.order_by("is_poor", "asked", "pk")

    @cached_property
    def _ranks(self) -> dict[str, _Rank]:
        found = self._rows.values_list(
            "version__item__key", "is_poor", "facility", "discrimination"
        )
        return {
            str(key): _Rank(is_poor, facility, 1 if apart is None else apart)
            for key, is_poor, facility, apart in found
        }

    def is_poor(self, key: str) -> bool:
        return key in self._ranks and self._ranks[key].is_poor

    def rank(self, key: str, order: str) -> tuple[float, ...]:
        """Return by what the question is sorted; those without figures come last."""
        found = self._ranks.get(key)
        if found is None:
            return (2,)
        if order == QuestionOrder.POOR:
            return (not found.is_poor, found.discrimination, found.facility)
        return (0, found.facility)

    def show(self, keys: Collection[str]) -> dict[str, QuestionFigures]:
        """Return what is told of the questions of a page, by key: one query."""
        rows = self._rows.filter(version__item__key__in=keys).select_related("version__item")
        return {
            str(row.version.item.key): QuestionFigures(QuestionLine(row, None), row.is_poor)
            for row in rows.defer("answers", "version__content")
        }
