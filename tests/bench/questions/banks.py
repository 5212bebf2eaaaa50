"""Writes a bank of thousands of questions, and a course that asks them in two languages."""

import itertools

from cms.bootstrap import bootstrap_site, ensure_agency_catalog
from cms.models import BankPage, CoursePage, QuizPage
from cms.models.quizzes import QuizPageSection
from courses.interchange import ItemDraft
from courses.interchange.shapes import shape_choice
from tests.cms.factories import (
    in_burmese,
    item,
    put_bank,
    put_course,
    put_lesson,
    put_module,
    put_quiz,
)
from tests.people.factories import AgencyFactory

LESSONS = 12
TAGS = [f"Subject {number}" for number in range(50)]
_WORDS = ("record", "office", "citizen", "paper", "seal", "letter", "budget", "road", "school")
_TEXT = "What an office knows of a citizen belongs to the citizen. " * 60


def open_shelf():
    """Return the shelf of an agency of a new site."""
    bootstrap_site()
    return ensure_agency_catalog(AgencyFactory(code="BENCH", names={"my": "ရုံး", "en": "Office"}))


def fill_bank(shelf, count: int) -> BankPage:
    """Return a bank with so many questions, each of one of fifty subjects."""
    pairs = itertools.cycle(itertools.product(_WORDS, _WORDS))
    items = []
    for number, (one, other) in zip(range(count), pairs, strict=False):
        stem = f"Which {one} has the {other} of number {number}?"
        question = item(stem, order=number, options=4)
        question.tags = TAGS[number % len(TAGS)]
        items.append(question)
    return put_bank(shelf, items=items)


def fill_course(shelf, bank: BankPage) -> tuple[CoursePage, QuizPage]:
    """Return a course of twelve lessons in two languages, and its quiz: ten of one subject."""
    course = put_course(shelf)
    for number in range(3):
        module = put_module(course, slug=f"m{number}", title=f"Module {number}")
        for place in range(LESSONS // 3):
            lesson = put_lesson(module, slug=f"l{place}", title=f"L {number}.{place}", text=_TEXT)
            in_burmese(lesson)
        in_burmese(module)
    in_burmese(course)
    quiz = put_quiz(course, bank)
    quiz.sections = [QuizPageSection(count=5, tag=TAGS[0]), QuizPageSection(count=5)]
    quiz.save_revision().publish()
    return course, quiz


def write_drafts(count: int) -> list[ItemDraft]:
    """Return questions as a file of another system holds them."""
    return [
        shape_choice(
            ItemDraft(kind="", stem=f"<p>Which is {n}?</p>", answer_key=None, language="en"),
            [(f"{n} {place}", place == 0) for place in range(4)],
            is_multiple=False,
        )
        for n in range(count)
    ]
