"""Puts the figures of their newest versions beside the questions of a bank, and ranks by them.

Of a question in several quizzes those are told that speak against it, else those of most papers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Value
from django.db.models.enums import TextChoices
from django.utils.translation import gettext, pgettext_lazy

from cms.models import BankPage
from cms.office.statistics.lines import QuestionLine
from courses.models import ItemStatistics, ItemVersion
from people.models import Person

# Without the answers, which are long; a page of a bank tells none of them.
_TOLD = ("version_id", "id", "asked", "facility", "discrimination", "weaknesses", "is_poor")
_NOTHING = [Value(None, output_field=ItemStatistics._meta.get_field(name)) for name in _TOLD[1:]]  # type: ignore[arg-type]
_TELLS_WELL, _TELLS = 0.3, 0.1  # below the second a question is to be looked at


class QuestionOrder(TextChoices):
    """In which order a list shows questions."""

    POOR = "poor", pgettext_lazy("order of questions", "Those to look at first")
    HARD = "hard", pgettext_lazy("order of questions", "The hardest first")


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
    """What the record tells of a bank's questions: one query for all of it.

    That is which are withdrawn, and figures in the quizzes that the person sees.
    """

    def __init__(self, bank: BankPage, person: Person) -> None:
        newest = ItemVersion.objects.newest().filter(item__bank=bank.translation_key)
        self._withdrawn = newest.filter(withdrawn_at__isnull=False).order_by()
        seen = ItemStatistics.objects.visible_to(person).newest().order_by()
        # Nothing of too few papers, and no rank by it either.
        told = seen.filter(asked__gte=settings.SMALLEST_GROUP, version__withdrawn_at=None)
        self._told = told.filter(version__item__bank=bank.translation_key)
        self._rows: dict[str, ItemStatistics | None] | None = None

    def load(self, keys: Collection[str] | None = None) -> None:
        """Read what is told of these questions, or of all in the bank; once is enough."""
        if self._rows is not None:
            return
        told, withdrawn = self._told, self._withdrawn
        if keys is not None:
            told = told.filter(version__item__key__in=keys)
            withdrawn = withdrawn.filter(item__key__in=keys)
        found = told.values_list("version__item__key", *_TOLD).union(
            withdrawn.values_list("item__key", "pk", *_NOTHING), all=True
        )
        rows = [
            (str(key), ItemStatistics(**dict(zip(_TOLD, facts, strict=True))))
            for key, *facts in found
        ]
        # The last one of a question stays: one that speaks against it, of the most papers.
        rows.sort(key=lambda row: (bool(row[1].is_poor), row[1].asked or 0, row[1].pk or 0))
        self._rows = {key: row if row.pk else None for key, row in rows}

    def _find(self, key: str) -> ItemStatistics | None:
        self.load()
        return (self._rows or {}).get(key)

    def is_withdrawn(self, key: str) -> bool:
        """Return whether the newest version of the question is asked no more."""
        self.load()
        return key in (self._rows or {}) and self._find(key) is None

    def show(self, key: str) -> QuestionFigures | None:
        """Return what is told of the question; None: nothing, or it is withdrawn."""
        row = self._find(key)
        return QuestionFigures(QuestionLine(row, None), row.is_poor) if row else None

    def is_poor(self, key: str) -> bool:
        row = self._find(key)
        return row is not None and row.is_poor

    def rank(self, key: str, order: str) -> tuple[float, ...]:
        """Return by what the question is sorted; those without figures come last."""
        row = self._find(key)
        if row is None:
            return (2,)
        if order == QuestionOrder.POOR:
            apart = 1 if row.discrimination is None else row.discrimination
            return (not row.is_poor, apart, row.facility)
        return (0, row.facility)
