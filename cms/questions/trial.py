"""Draws a paper from pages, as drafts or as published; nothing of it is written anywhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from cms.models import BankItem, BankPage, QuizPage
from cms.models.banks import render_item
from cms.publishing.sources import as_published
from cms.questions.facts import fold_tags
from cms.questions.media import show_media
from cms.questions.parts import read_parts
from cms.questions.supply import load_withdrawn
from courses.items import score_percent
from courses.items.draw import draw_candidates
from courses.items.sections import DrawCandidate, DrawPlan
from courses.models import AttemptItem, Item, ItemVersion
from courses.quizzes.answers import fill_answers
from courses.quizzes.marking import grade_item


@dataclass(frozen=True)
class TrialResult:
    """What comes of a paper; one with essays waits, as it would for its markers."""

    score: int  # of what needs nobody to mark it
    waits: bool
    passed: bool


class QuizTrial:
    """A quiz and its banks as written now, or as published, in the language of the quiz."""

    def __init__(self, page: QuizPage, *, published: bool) -> None:
        self.quiz: QuizPage = as_published(page) if published else _read_draft(page)
        self._items = _load_items(self.quiz, published=published)
        withdrawn = load_withdrawn(self._items)
        self.candidates = [
            _describe(item) for key, item in self._items.items() if key not in withdrawn
        ]
        self.plan = DrawPlan(
            tuple(self.quiz.read_sections()),
            self.quiz.shuffles_questions,
            self.quiz.shuffles_options,
        )

    def draw(self, seed: int) -> list[AttemptItem]:
        """Return the questions of the seed, as rows of no attempt."""
        drawn = draw_candidates(self.plan, self.candidates, self._build_versions, seed=seed)
        return [
            AttemptItem(
                **{"position": place, "version": one.version, "section": one.section},
                option_order=one.option_order,
            )
            for place, one in enumerate(drawn, start=1)
        ]

    def mark(
        self, items: list[AttemptItem], answers: Mapping[int, Collection[str]]
    ) -> TrialResult:
        """Put answers and points into the questions. Raise `AnswerNotInAttempt`."""
        fill_answers(items, answers)
        for item in items:
            item.points = grade_item(item, item.version.answer_key, self.quiz.grading_rule)
        told = [item.points for item in items if item.points is not None]
        score = score_percent(sum(told, Decimal(0)), len(told))
        waits = len(told) < len(items)
        return TrialResult(score, waits, not waits and score >= self.quiz.pass_mark)

    def _build_versions(self, keys: list[str]) -> dict[str, ItemVersion]:
        return {key: _build_version(self._items[UUID(key)], self.quiz.language) for key in keys}


def _read_draft(page: QuizPage) -> QuizPage:
    draft: QuizPage = page.get_latest_revision_as_object()
    return draft


def _load_items(quiz: QuizPage, *, published: bool) -> dict[UUID, BankItem]:
    found: dict[UUID, BankItem] = {}
    for row in sorted(quiz.banks.all(), key=lambda row: row.sort_order or 0):
        pages = BankPage.objects.filter(translation_key=row.bank.translation_key)
        if published:
            pages = pages.live()
        # In the language of the quiz, else as the bank was chosen.
        page = pages.filter(locale=quiz.locale).first() or pages.order_by("pk").first()
        if page is None:
            continue
        bank = as_published(page) if published else page.get_latest_revision_as_object()
        found |= {item.translation_key: item for item in bank.items.all()}
    return found


def _describe(item: BankItem) -> DrawCandidate:
    return DrawCandidate(
        *(str(item.translation_key), None, item.page.translation_key, fold_tags(item.tags)),
        *(item.skill_id, item.level, item.difficulty),
    )


def _build_version(item: BankItem, language: str) -> ItemVersion:
    parts = read_parts(item)
    known = Item(key=item.translation_key, option_order=[*parts.words.get("options", {})])
    return ItemVersion(
        item=known,
        kind=item.kind,
        content={language: {**render_item(item), "media": show_media(item)}},
        answer_key=parts.answer_key,
        fixed_places=parts.fixed_places,
    )
