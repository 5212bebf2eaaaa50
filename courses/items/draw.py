"""Draws the questions of an attempt: which ones, in which order, with which order of options."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.items.kinds import find_kind
from courses.items.sections import (
    DrawCandidate,
    DrawPlan,
    DrawSection,
    choose_keys,
    rank_ids,
    rank_section,
)
from courses.models import Attempt, AttemptItem, Item, ItemVersion, Quiz


@dataclass(frozen=True)
class DrawnQuestion:
    """Holds a question as drawn; ``option_order`` has every id that its kind shuffles once.

    ``section`` is the place of the section that asks it, from 0.
    """

    version: ItemVersion
    option_order: list[str]
    section: int = 0


def generate_seed() -> int:
    """Return a seed that learners cannot guess."""
    return secrets.randbelow(2**53)  # JSON and JavaScript keep it exactly


def _order_options(version: ItemVersion, *, seed: int, salt: str) -> list[str]:
    """Return the ids in the order of the seed; those with a fixed place stand in it.

    What a kind shuffles, it says itself.
    """
    fixed: dict[str, int] = version.fixed_places

    def shuffle(ids: Iterable[str]) -> list[str]:
        return rank_ids((one for one in ids if one not in fixed), seed=seed, salt=salt)

    words: dict = next(iter(version.content.values()), {})
    order = find_kind(version.kind).order_parts(words, shuffle)
    for one in sorted(fixed, key=lambda one: fixed[one]):
        order.insert(fixed[one], one)
    return order


def read_plan(quiz: Quiz) -> DrawPlan:
    """Return how papers of the quiz are put together: one query."""
    rows = quiz.sections.values_list("count", "bank", "tag", "skill", "level", "difficulty")
    sections = tuple(DrawSection(*row) for row in rows) or (DrawSection(quiz.draw_count),)
    return DrawPlan(sections, quiz.shuffles_questions, quiz.shuffles_options)


def draw_questions(
    versions: Iterable[ItemVersion], *, seed: int, plan: DrawPlan | None = None
) -> list[DrawnQuestion]:
    """Return what the plan asks (all when there is none) of the versions, in its order."""
    by_key = {str(version.item.key): version for version in versions}
    candidates = [describe_candidate(version.item) for version in by_key.values()]
    return draw_candidates(plan or DrawPlan(), candidates, lambda _keys: by_key, seed=seed)


def draw_from_quiz(quiz: Quiz, *, language: str, seed: int) -> list[DrawnQuestion]:
    """Return the questions of one paper; reads the words of those alone that are drawn."""
    candidates = list_candidates(quiz, language=language)
    numbers = {one.key: one.version for one in candidates}

    def load(keys: list[str]) -> dict[str, ItemVersion]:
        drawn = [numbers[key] for key in keys]
        found = ItemVersion.objects.select_related("item").in_bulk(drawn)
        return {str(one.item.key): one for one in found.values()}

    return draw_candidates(read_plan(quiz), candidates, load, seed=seed)


def draw_candidates(
    plan: DrawPlan,
    candidates: list[DrawCandidate],
    load: Callable[[list[str]], dict[str, ItemVersion]],
    *,
    seed: int,
) -> list[DrawnQuestion]:
    """Return what the plan asks of the candidates; ``load`` gets the versions of those drawn."""
    chosen = _choose(plan, candidates, seed=seed)
    by_key = load([key for keys in chosen for key in keys])
    return _arrange(chosen, by_key, plan, seed=seed)


def _choose(plan: DrawPlan, candidates: list[DrawCandidate], *, seed: int) -> list[list[str]]:
    chosen = choose_keys(plan.sections, candidates, seed=seed)
    if plan.shuffles_questions:
        return chosen
    # The author's order is that in which the candidates come.
    return [[one.key for one in candidates if one.key in keys] for keys in map(frozenset, chosen)]


def _arrange(
    chosen: list[list[str]], by_key: dict[str, ItemVersion], plan: DrawPlan, *, seed: int
) -> list[DrawnQuestion]:
    return [
        DrawnQuestion(version, _place_options(version, key, plan, seed=seed), place)
        for place, keys in enumerate(chosen)
        for key, version in ((key, by_key[key]) for key in keys)
    ]


def _place_options(version: ItemVersion, key: str, plan: DrawPlan, *, seed: int) -> list[str]:
    shuffled = _order_options(version, seed=seed, salt=key)
    # Where the order of options is the question, its author's is the key.
    if plan.shuffles_options or not find_kind(version.kind).keeps_places:
        return shuffled
    written = {one: place for place, one in enumerate(version.item.option_order)}
    # An older version, asked where a change is not translated, may offer others: those come last.
    return sorted(shuffled, key=lambda one: (written.get(one, len(written)), one))


def count_questions(quiz: Quiz) -> int:
    """Return how many questions a paper asks: fewer than the quiz says where fewer are published.

    Two queries.
    """
    plan = read_plan(quiz)
    published = quiz.items.filter(is_live=True)
    if plan.sections == (DrawSection(quiz.draw_count),):
        found = published.count()
        return min(found, quiz.draw_count or found)
    rows = published.values_list("key", "bank", "tags", "skill", "level", "difficulty")
    candidates = [DrawCandidate(str(key), None, *facts) for key, *facts in rows]
    return sum(map(len, choose_keys(plan.sections, candidates, seed=0)))


def asks_essays_only(quiz: Quiz, *, language: str) -> bool:
    """Return whether people mark all that papers ask: one query, which ends at the first other."""
    asked = _drawable_versions(quiz, language)
    return not asked.exclude(kind=ItemVersion.Kind.ESSAY).exists()


def list_candidates(quiz: Quiz, *, language: str) -> list[DrawCandidate]:
    """Return what may be drawn, in the author's order, as `list_drawable_versions` does.

    One query that reads no words: a bank may hold thousands of questions.
    """
    rows = _drawable_versions(quiz, language).values_list(
        *("item__key", "pk", "item__bank", "item__tags", "item__skill", "item__level"),
        "item__difficulty",
    )
    return [DrawCandidate(str(key), *facts) for key, *facts in rows]


def describe_candidate(item: Item) -> DrawCandidate:
    """Return the question as sections see it."""
    facts = (item.tags, item.skill_id, item.level, item.difficulty)
    return DrawCandidate(str(item.key), None, item.bank, *facts)


def list_drawable_versions(quiz: Quiz, *, language: str) -> list[ItemVersion]:
    """Return what each published question of the quiz asks in the language, unless withdrawn.

    That is the newest version that has the language: while a change of a question is not
    translated, its last consistent version is asked. A question that never had the language is
    asked in another one.
    """
    return list(_drawable_versions(quiz, language).select_related("item"))


def _drawable_versions(quiz: Quiz, language: str) -> QuerySet[ItemVersion]:
    # A withdrawn version is not replaced by an older one: the question is not asked at all.
    versions = ItemVersion.objects.filter(item=OuterRef("item")).order_by()
    current = _newest_number(versions.filter(content__has_key=language))
    asked = ItemVersion.objects.filter(
        item__quizitem__quiz=quiz,
        item__is_live=True,
        number=Coalesce(current, _newest_number(versions)),
        withdrawn_at=None,
    )
    return asked.order_by("item__quizitem__position", "item")


def _newest_number(versions: QuerySet[ItemVersion]) -> Subquery:
    return Subquery(versions.values("item").annotate(newest=Max("number")).values("newest"))


def redraw_questions(attempt: Attempt) -> list[DrawnQuestion]:
    """Return the questions as drawn, from the seed and the versions of the attempt."""
    plan = DrawPlan((), attempt.shuffles_questions, attempt.shuffles_options)
    rows = {
        str(one.version.item.key): one for one in attempt.items.select_related("version__item")
    }
    sections: dict[int, list[str]] = defaultdict(list)
    for key, row in rows.items():
        sections[row.section].append(key)
    if plan.shuffles_questions:
        for place, keys in sections.items():
            sections[place] = rank_section(keys, place, seed=attempt.seed)
    return [
        # Options that were not shuffled follow no seed: they stand as they stood.
        DrawnQuestion(rows[key].version, _place_again(rows[key], key, plan, attempt.seed), place)
        for place in sorted(sections)
        for key in sections[place]
    ]


def _place_again(row: AttemptItem, key: str, plan: DrawPlan, seed: int) -> list[str]:
    if plan.shuffles_options:
        return _place_options(row.version, key, plan, seed=seed)
    return list(row.option_order)
