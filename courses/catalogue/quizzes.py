"""Writes quizzes and the questions they may draw."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from django.db import transaction

from courses.catalogue.identity import get_or_build_row
from courses.items.draw import describe_candidate
from courses.items.sections import DrawSection
from courses.models import (
    AnswersShown,
    Course,
    GradingRule,
    Item,
    Module,
    Quiz,
    QuizItem,
    QuizSection,
    Supervision,
)


@dataclass(frozen=True)
class QuizRules:
    """Holds how a quiz is taken: counts, a pass mark in percent and minutes; None: no limit.

    Without ``rest_minutes`` a final test has the usual rest, other quizzes none. Without
    ``retry_days`` whoever has used all attempts asks the trainer for one more.
    """

    draw_count: int | None
    pass_mark: int
    attempt_limit: int | None
    time_limit: int | None
    answers_shown: str = AnswersShown.ALWAYS
    grading_rule: str = GradingRule.ALL_OR_NOTHING
    shuffles_questions: bool = True
    shuffles_options: bool = True
    rest_minutes: int | None = None
    retry_days: int | None = None
    supervision: str = Supervision.NEVER
    is_first_test: bool = False
    marker_count: int = 1
    marker_threshold: int = 20


@transaction.atomic
def publish_quiz(
    *,
    course: Course,
    module: Module | None,
    key: uuid.UUID | str,
    slug: str,
    language: str,
    title: str,
    item_keys: Sequence[uuid.UUID | str],
    rules: QuizRules,
    sections: Sequence[DrawSection] = (),
) -> Quiz:
    """Publish a module's quiz, or (no module) the first or the final test of the course.

    Without ``sections`` it draws from all its items.
    """
    if module is not None:
        rules = replace(rules, is_first_test=False)
    quiz = get_or_build_row(
        Quiz,
        key,
        language=language,
        title=title,
        slug=slug,
        course=course,
        module=module,
        **asdict(_restrict_first_test(rules)),
    )
    quiz.save()
    _set_quiz_items(quiz, [str(one) for one in item_keys], sections)
    _set_sections(quiz, sections)
    return quiz


def _restrict_first_test(rules: QuizRules) -> QuizRules:
    """Return the rules that hold: a first test is taken once, anywhere, and tells no answer."""
    if not rules.is_first_test:
        return rules
    # Security: it may draw from the bank of the final test, so that both can be compared.
    once = replace(rules, attempt_limit=1, retry_days=None, rest_minutes=0)
    return replace(once, answers_shown=AnswersShown.NEVER, supervision=Supervision.NEVER)


def _is_asked(item: Item, sections: Sequence[DrawSection]) -> bool:
    candidate = describe_candidate(item)
    return any(section.admits(candidate) for section in sections)


def _set_sections(quiz: Quiz, sections: Sequence[DrawSection]) -> None:
    # Written anew: nothing points to them, and an attempt keeps what it asks.
    quiz.sections.all().delete()
    rows = [
        QuizSection(
            **{"quiz": quiz, "position": place, "skill_id": one.skill, "count": one.count},
            **{"bank": one.bank, "tag": one.tag, "level": one.level},
            difficulty=one.difficulty,
        )
        for place, one in enumerate(sections)
    ]
    QuizSection.objects.bulk_create(rows)


def _set_quiz_items(quiz: Quiz, keys: list[str], sections: Sequence[DrawSection]) -> None:
    items = {str(item.key): item for item in Item.objects.filter(key__in=keys)}
    if sections:
        items = {key: item for key, item in items.items() if _is_asked(item, sections)}
    # A key without a row is a question that is not published yet: the quiz goes without it.
    places = {items[key].pk: place for place, key in enumerate(keys) if key in items}
    before = dict(quiz.quiz_items.order_by().values_list("item", "position"))
    quiz.quiz_items.filter(item__in=before.keys() - places.keys()).delete()
    # What stays in its place is not written: a bank may offer thousands.
    moved = {pk: place for pk, place in places.items() if before.get(pk) != place}
    QuizItem.objects.bulk_create(
        [QuizItem(quiz=quiz, item_id=pk, position=place) for pk, place in moved.items()],
        update_conflicts=True,
        unique_fields=["quiz", "item"],
        update_fields=["position"],
    )
