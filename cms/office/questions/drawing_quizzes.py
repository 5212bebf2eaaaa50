"""Tells which published quizzes draw from a bank, and what they lose with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.models import BankPage, QuizPage
from cms.office.content.before_publishing import tell_problems
from cms.questions.supply import load_candidates
from courses.items.sections import DrawCandidate, DrawSection, choose_keys
from people.text.formatting import join_words, number


def find_drawing_quizzes(bank: BankPage) -> PageQuerySet:
    """Return the published quizzes that draw from the bank, whichever language they name."""
    named = QuizPage.objects.asking(bank.translation_key)
    # A quiz in two languages is one to its learners.
    return named.filter(pk__in=_list_origins(named)).order_by("title")


def _list_origins(quizzes: PageQuerySet) -> list[int]:
    rows = quizzes.order_by("-pk").values_list("translation_key", "pk")
    return list(dict(rows).values())


def describe_withdrawal(pages: Iterable[Page]) -> Iterator[str]:
    """Yield what becomes of quizzes once the banks among the pages are published no more."""
    leaving = [page.specific for page in pages if page.live and page.specific_class is BankPage]
    # One in two languages is told once, in that of the first.
    banks = {one.translation_key: one for one in reversed(leaving)}
    # A translation that stays published asks on.
    others = BankPage.objects.live().exclude(pk__in=[one.pk for one in leaving])
    staying = others.filter(translation_key__in=banks).values_list("translation_key", flat=True)
    gone = banks.keys() - {*staying} if banks else set()
    told = [words for key, bank in banks.items() if key in gone and (words := _tell(bank, gone))]
    yield from told
    if told:
        yield _("Papers that are begun stay as they are. Published again, it is asked again.")


def _tell(bank: BankPage, gone: set[UUID]) -> str:
    found = find_drawing_quizzes(bank).prefetch_related("banks__bank", "sections__bank")
    quizzes = {one: {row.bank.translation_key for row in one.banks.all()} for one in found}
    # Of all quizzes at once: a bank of a whole ministry may have many.
    candidates = load_candidates(set().union(*quizzes.values()))
    told = [_describe_quiz(one, candidates, keys, gone) for one, keys in quizzes.items()]
    words = _("Quizzes ask nothing of “%(bank)s” from that moment on: %(quizzes)s.")
    return words % {"bank": bank.title, "quizzes": join_words(told)} if told else ""


def _describe_quiz(
    quiz: QuizPage, candidates: list[DrawCandidate], banks: set[UUID], gone: set[UUID]
) -> str:
    sections = quiz.read_sections()
    wanted, found = (
        _count_asked(sections, [one for one in candidates if one.bank in keys])
        for keys in (banks, banks - gone)
    )
    if not found:
        told = _("“%(title)s”, which has nothing left to ask")
    elif found < wanted:
        told = _("“%(title)s”, which asks %(found)s questions instead of %(wanted)s")
    else:
        told = _("“%(title)s”, which asks as many of others")
    return told % {"title": quiz.title, "found": number(found), "wanted": number(wanted)}


def _count_asked(sections: list[DrawSection], candidates: list[DrawCandidate]) -> int:
    return sum(map(len, choose_keys(sections, candidates, seed=0)))


def tell_thin_quizzes(request: HttpRequest, bank: BankPage) -> None:
    """Name published quizzes that find fewer questions now than they draw."""
    for quiz in find_drawing_quizzes(bank):
        tell_problems(request, quiz.list_question_problems(), about=quiz.title)
