"""Reads the questions of a bank as written now from its newest revision, without making pages.

A bank may hold thousands of questions: to build each as a row of a page takes seconds.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any
from uuid import UUID

from django.db.models.enums import TextChoices
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import pgettext_lazy
from wagtail.models import Revision

from cms.models import BankPage
from cms.office.questions.bank_figures import BankFigures, QuestionFigures
from cms.questions.facts import fold_tags, split_tags
from cms.questions.texts import search_questions
from courses.models import Item, ItemVersion
from people.text import fold
from plan.models import Skill

_HELD_REVISIONS = 4  # of the banks that are searched now; each takes some megabytes
# Where a question stands, and under which ids, says nothing of whether it was changed.
_PLACE = {"pk", "sort_order", "page"}


class QuestionState(TextChoices):
    """Where a question is between its author and its learners."""

    DRAFT = "draft", pgettext_lazy("question", "Draft")
    CHANGED = "changed", pgettext_lazy("question", "Changed since published")
    PUBLISHED = "published", pgettext_lazy("question", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("question", "Withdrawn")


@dataclass(frozen=True)
class WrittenQuestion:
    """A question as a version of its bank has it."""

    written: dict[str, Any]

    @property
    def key(self) -> UUID:
        return UUID(self.written["translation_key"])

    @property
    def words(self) -> str:
        """Return the question itself without its markup."""
        return unescape(strip_tags(self.written["stem"])) or "—"


@dataclass(frozen=True)
class QuestionRow(WrittenQuestion):
    """A question of the list, in the words of its bank's language."""

    state: QuestionState
    skill: str = ""
    figures: QuestionFigures | None = None  # None: too few answered it

    @property
    def kind(self) -> str:
        return str(ItemVersion.Kind(self.written["kind"]).label)

    @property
    def tags(self) -> list[str]:
        return split_tags(self.written.get("tags") or "")

    @property
    def level(self) -> int | None:
        return self.written.get("level")

    @property
    def difficulty(self) -> str:
        value = self.written.get("difficulty")
        return str(Item.Difficulty(value).label) if value else ""


class WrittenBank:
    """The questions of a bank as one of its versions has them, in order."""

    def __init__(self, items: list[dict[str, Any]]) -> None:
        self.items = sorted(items, key=lambda one: one["sort_order"] or 0)

    @cached_property
    def tags(self) -> list[str]:
        """Return the tags in use, each in one spelling."""
        lists = {one["tags"] for one in self.items if one.get("tags")}
        found = {fold(tag): tag for text in sorted(lists) for tag in split_tags(text)}
        return sorted(found.values())

    @cached_property
    def by_key(self) -> dict[str, dict[str, Any]]:
        return {one["translation_key"]: one for one in self.items}


@lru_cache(_HELD_REVISIONS)
def read_written(revision: int, at: dt.datetime | None) -> WrittenBank:
    """Return the questions of a version of a bank.

    ``at``: when it was saved last. The editor writes a draft again and again while it is typed.
    """
    return WrittenBank(Revision.objects.get(pk=revision).content["items"])


class BankRows:
    """The questions of a bank, in order, found by what is asked of them."""

    def __init__(self, bank: BankPage, figures: BankFigures) -> None:
        self.bank, self._figures = bank, figures
        newest, at = bank.latest_revision_id, bank.latest_revision_created_at
        self._written = (
            read_written(newest, at) if newest else WrittenBank(bank.serializable_data()["items"])
        )

    @property
    def tags(self) -> list[str]:
        return self._written.tags

    @property
    def written(self) -> list[dict[str, Any]]:
        """Return all questions as written now, in order."""
        return self._written.items

    def find(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the questions, as written, that have everything that is ``asked``.

        What is empty, any has.
        """
        kept = self._written.items
        for name in ("kind", "skill", "level", "difficulty"):
            if asked.get(name):
                kept = [one for one in kept if one.get(name) == asked[name]]
        if tag := "".join(fold_tags(asked.get("tag") or "")):
            kept = [one for one in kept if one.get("tags") and tag in fold_tags(one["tags"])]
        if words := fold(asked.get("words") or "").split():
            at, written = self.bank.latest_revision_created_at, self._written.items
            found = search_questions(self.bank, words, written, at=at)
            kept = [one for one in kept if one["translation_key"] in found]
        if state := asked.get("state"):
            kept = [one for one in kept if self._find_state(one) == state]
        return kept

    def show(self, written: list[dict[str, Any]], offered: dict[int, str]) -> list[QuestionRow]:
        """Return the rows of a page, with the names of their skills.

        A query more where one of them is not among those ``offered``: it was retired.
        """
        retired = {one["skill"] for one in written if one.get("skill")} - offered.keys()
        found = Skill.objects.in_bulk(retired) if retired else {}
        skills = offered | {pk: skill.name for pk, skill in found.items()}
        self._figures.load([one["translation_key"] for one in written])
        return [
            QuestionRow(
                one,
                self._find_state(one),
                skills.get(one.get("skill") or 0, ""),
                self._figures.show(one["translation_key"]),
            )
            for one in written
        ]

    def _find_state(self, written: dict[str, Any]) -> QuestionState:
        key = written["translation_key"]
        return self._judge(written, self._figures.is_withdrawn(key), self._published.get(key))

    def _judge(
        self, written: dict[str, Any], is_withdrawn: bool, published: dict[str, Any] | None
    ) -> QuestionState:
        if published is None:
            return QuestionState.DRAFT
        # What was changed after it was withdrawn is asked again once it is published.
        if published is not written and _differs(written, published):
            return QuestionState.CHANGED
        return QuestionState.WITHDRAWN if is_withdrawn else QuestionState.PUBLISHED

    @cached_property
    def _published(self) -> dict[str, dict[str, Any]]:
        live = self.bank.live_revision_id
        if not self.bank.live:
            return {}
        if live in (None, self.bank.latest_revision_id):
            return self._written.by_key
        return read_written(live, self.bank.last_published_at).by_key


def _differs(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return any(one.get(name) != other.get(name) for name in (one.keys() | other.keys()) - _PLACE)
