"""Picks the obligation of a post: the nearest agency's word, of its words the most particular."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from courses.models import YearlyObligation
from people.directory import find_positions
from people.models import Posting


@dataclass(frozen=True)
class PostFacts:
    """What an obligation asks of a posting: where it is, and as what somebody serves."""

    path: str
    unit_kind: str
    grade: int | None
    position: Mapping[str, str]

    @classmethod
    def of(cls, posting: Posting) -> PostFacts:
        agency = posting.agency
        return cls(agency.path, agency.kind, posting.grade, posting.position)


def load_obligations(year: int) -> list[YearlyObligation]:
    """Return those of the year: few rows, which are compared in memory."""
    rows = YearlyObligation.objects.filter(year=year).select_related("agency")
    return list(rows.prefetch_related("courses", "programmes"))


def list_rivals(
    obligations: Iterable[YearlyObligation], obligation: YearlyObligation
) -> list[YearlyObligation]:
    """Return which ones may claim a person of the obligation: not those cut off before it.

    Who moved out of an office whose year was closed, and is frozen nowhere, is not forgotten.
    """
    return [one for one in obligations if one.cut_off_on >= obligation.cut_off_on]


def pick_obligation(
    obligations: Iterable[YearlyObligation], post: PostFacts
) -> YearlyObligation | None:
    """Return the obligation of the post, if one is asked of it."""
    return max((one for one in obligations if _fits_post(one, post)), key=_rank_post, default=None)


def count_reached(draft: YearlyObligation) -> int:
    """Return of how many people who serve on its cut-off day the draft would ask its year.

    Posts are counted by kind: those of a nation are some thousand rows.
    """
    others = [one for one in load_obligations(draft.year) if one.pk != draft.pk]
    rivals = [*list_rivals(others, draft), draft]
    serving = Posting.objects.counted_on(draft.cut_off_on)
    serving = serving.filter(agency__path__startswith=draft.agency.path).order_by()
    posts = serving.values_list("agency__path", "agency__kind", "grade", "position")
    return sum(
        people
        for *facts, people in posts.annotate(people=Count("pk"))
        if pick_obligation(rivals, PostFacts(*facts)) is draft
    )


def _fits_post(one: YearlyObligation, post: PostFacts) -> bool:
    if not post.path.startswith(one.agency.path):
        return False
    if one.unit_kind and one.unit_kind != post.unit_kind:
        return False
    if one.names_grades and not (
        post.grade is not None and one.lowest_grade <= post.grade <= one.highest_grade
    ):
        return False
    return not one.position or bool(find_positions(one.position, [dict(post.position)]))


def _rank_post(one: YearlyObligation) -> tuple[int, int, float]:
    named = [bool(one.position), one.names_grades, bool(one.unit_kind)]
    # What is named more narrowly comes first; of as many the one that was said last.
    return (one.agency.depth, sum(named), one.pk or math.inf)  # a draft is said last of all
