"""Builds the questions of an attempt for a page, in a language, before and after grading."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from html import unescape
from typing import Any

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.translation import get_language

from courses.items.keys import load_keys
from courses.items.kinds import AnswerOption, ShownParts, find_kind
from courses.items.kinds.essay import EssayTask, read_task
from courses.items.media import STEM, PartMedia, read_media
from courses.models import (
    Attempt,
    AttemptItem,
    ItemVersion,
    Lesson,
    Module,
    QuestionReport,
    Quiz,
    QuizItem,
)
from courses.quizzes.answers import build_asked
from courses.quizzes.disclosure import is_disclosed
from courses.quizzes.essays.results import EssayResult, load_results
from people.text.languages import FALLBACK_LANGUAGES


@dataclass(frozen=True)
class PresentedQuestion:
    """Holds a question as shown; ``stem``, ``hint`` and ``feedback`` are sanitised HTML.

    ``is_right``, ``points`` and ``feedback`` stay empty before grading, and of a withdrawn
    question: what its key says is wrong.
    """

    position: int
    kind: str
    stem: str
    language: str
    parts: ShownParts
    hint: str = ""
    media: PartMedia | None = None  # of the stem; parts have their own
    is_right: bool = False
    points: Decimal = Decimal(0)
    feedback: str = ""
    is_withdrawn: bool = False
    is_corrected: bool = False  # the right answer is another than when it was asked
    report: QuestionReport | None = None  # what its learner said against it
    # What the attempt holds now: a form sends it back, so that only changes are written.
    saved: tuple[str, ...] = ()
    saved_texts: tuple[str, ...] = ()
    is_elsewhere: bool = False  # it was answered otherwise in another window meanwhile
    task: EssayTask | None = None  # of an essay
    essay: EssayResult | None = None  # how it was marked, of one that is handed in
    is_too_long: bool = False  # it was refused when the paper was handed in

    @property
    def template(self) -> str:
        """Return the template that asks it."""
        if self.task:
            return "courses/questions/essay.html"
        return f"courses/questions/{self.parts.shape}.html"

    @property
    def has_several(self) -> bool:
        return self.kind == ItemVersion.Kind.MULTIPLE

    @property
    def options(self) -> tuple[AnswerOption, ...]:
        return self.parts.options

    @property
    def is_answered(self) -> bool:
        """Return whether nothing of it is left empty: as the script of a paper counts."""
        passage = self.parts.passage
        if slots := [*self.parts.slots, *(one.slot for one in passage if one.slot)]:
            return all(one.given for one in slots)
        offered = [*self.parts.options, *(one.option for one in passage if one.option)]
        return any(one.is_chosen for one in offered)

    @property
    def is_partly_right(self) -> bool:
        return 0 < self.points < 1


@dataclass(frozen=True)
class ModuleKnowledge:
    """Holds how much of what a first test asked of a module was known."""

    module: Module
    is_known: bool


def localise_content(version: ItemVersion, language: str) -> tuple[str, Mapping[str, Any]]:
    """Return the content in the language, else in Burmese, English or any, with its code."""
    for code in (language, *FALLBACK_LANGUAGES, *version.content):
        if code in version.content:
            return code, version.content[code]
    return language, {}


def read_words(version: ItemVersion) -> str:
    """Return the question in the active language, or another one, without its markup."""
    _code, words = localise_content(version, get_language() or FALLBACK_LANGUAGES[0])
    return unescape(strip_tags(words.get("stem", "")))


def present_questions(
    attempt: Attempt,
    *,
    language: str,
    unsaved: Mapping[int, Collection[str]] | None = None,
    elsewhere: Collection[int] = (),
    too_long: Collection[int] = (),
) -> list[PresentedQuestion]:
    """Return the questions without the answer key; ``unsaved`` answers go before saved ones.

    ``elsewhere`` are the positions that were answered otherwise in another window, ``too_long``
    those of essays that were refused.
    """
    unsaved = unsaved or {}
    return [
        replace(
            _build_question(item, language, unsaved.get(item.position, item.answer)),
            saved=tuple(item.answer),
            saved_texts=tuple(_describe_answer(item, language)),
            is_elsewhere=item.position in elsewhere,
            is_too_long=item.position in too_long,
        )
        for item in _list_attempt_items(attempt)
    ]


def present_graded_questions(attempt: Attempt, *, language: str) -> list[PresentedQuestion]:
    """Return the questions with the right options and feedback.

    The caller shows them only for a quiz that shows its answers.
    """
    return present_items(_list_attempt_items(attempt), language=language, graded=True)


def present_essays(attempt: Attempt, *, language: str) -> list[PresentedQuestion]:
    """Return the essays of a paper with their marks, whatever else the quiz hides."""
    essays = attempt.items.filter(version__kind=ItemVersion.Kind.ESSAY)
    items = list(essays.exclude(answer=[]).select_related("version"))
    return present_items(items, language=language, graded=True)


def present_items(
    items: Collection[AttemptItem], *, language: str, graded: bool = False
) -> list[PresentedQuestion]:
    """Return questions as they are answered; an author tries some that no attempt holds."""
    # A version that an author tries is no row, and nobody could have corrected its key.
    kept = [item.version for item in items if item.version_id]
    keys = load_keys(kept) if graded and kept else {}
    written = [one for one in items if one.version.kind == ItemVersion.Kind.ESSAY]
    # Most papers have no essay, and no query for it.
    results = load_results(written, language) if graded and written else {}
    return [
        replace(
            _build_question(
                item,
                language,
                item.answer,
                key=keys.get(item.version_id, item.version.answer_key) if graded else None,
            ),
            essay=results.get(item.position),
        )
        for item in items
    ]


def _list_attempt_items(attempt: Attempt) -> list[AttemptItem]:
    return list(attempt.items.select_related("version"))


def _build_question(
    item: AttemptItem,
    language: str,
    answer: Collection[str],
    *,
    key: Any = None,
) -> PresentedQuestion:
    code, words = localise_content(item.version, language)
    is_withdrawn = item.version.withdrawn_at is not None
    graded = key is not None and not is_withdrawn
    # Security: before grading, nothing of the key may reach the page.
    right = key if graded else None
    points = (item.points or Decimal(0)) if graded else Decimal(0)
    kind = find_kind(item.version.kind)
    return PresentedQuestion(
        position=item.position,
        kind=item.version.kind,
        stem=words.get("stem", ""),
        language=code,
        parts=kind.present(build_asked(item, words), answer, right),
        hint=words.get("hint", ""),
        media=read_media(words).get(STEM),
        is_right=points == 1,
        points=points,
        feedback=words.get("feedback", "") if graded else "",
        is_withdrawn=is_withdrawn,
        is_corrected=graded and key != item.version.answer_key,
        task=_read_essay_task(item.version, code, is_shown=graded),
    )


def _read_essay_task(version: ItemVersion, language: str, *, is_shown: bool) -> EssayTask | None:
    if version.kind != ItemVersion.Kind.ESSAY:
        return None
    task = read_task(version.answer_key, language)
    # Security: notes are for markers, and some rubrics say what is to be written.
    rubric = task.rubric if task.is_shown or is_shown else ()
    return replace(task, rubric=rubric, note="")


def _describe_answer(item: AttemptItem, language: str) -> list[str]:
    _code, words = localise_content(item.version, language)
    return find_kind(item.version.kind).describe_answer(build_asked(item, words), item.answer)


def list_lessons_to_review(attempt: Attempt) -> list[Lesson]:
    """Return the lessons of the modules whose questions were answered wrongly, in order.

    After a final test a module counts when one of its quizzes has such a question; when none has,
    all lessons of the course. A quiz that hides its answers leads to the modules of all its
    questions.
    """
    # Security: which modules hold wrong answers would tell, try by try, which answers are right.
    counted = attempt.items.filter(version__withdrawn_at=None)
    asked = counted.filter(points__lt=1) if is_disclosed(attempt) else counted
    lessons = Lesson.objects.live().filter(module__course=attempt.quiz.course_id)
    found = _narrow_to_modules(lessons, attempt.quiz, asked.values("version__item"))
    if attempt.quiz.is_final and not found.exists():
        found = lessons
    return list(
        found.select_related("module__course").order_by("module__position", "position", "pk")
    )


def _narrow_to_modules(
    lessons: QuerySet[Lesson], quiz: Quiz, items: QuerySet[Any]
) -> QuerySet[Lesson]:
    """Keep lessons of the modules that ask the items."""
    if quiz.module_id:
        return lessons.filter(module=quiz.module_id) if items.exists() else lessons.none()
    return lessons.filter(module__quizzes__quiz_items__item__in=items).distinct()


def list_known_modules(attempt: Attempt) -> list[ModuleKnowledge]:
    """Return the modules of whose questions a first test asked, in order: two queries.

    One is known when everything that was asked of it was answered rightly.
    """
    rows = attempt.items.filter(version__withdrawn_at=None)
    points = dict(rows.values_list("version__item", "points"))
    asked = QuizItem.objects.filter(
        item__in=points, quiz__in=Quiz.objects.counted().filter(course=attempt.quiz.course_id)
    )
    places = asked.exclude(quiz__module=None).select_related("quiz__module").order_by()
    known: dict[Module, bool] = {}
    for place in places:
        assert place.quiz.module is not None  # noqa: S101
        module = place.quiz.module
        known[module] = known.get(module, True) and bool(points[place.item_id])
    ordered = sorted(known, key=lambda module: (module.position, module.pk))
    return [ModuleKnowledge(module, known[module]) for module in ordered]
