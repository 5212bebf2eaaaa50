"""Tells which published quizzes draw from a bank, and what they lose with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.models import BankPage, QuizPage
from cms.office.content.before_publishing import tell_problems
from cms.questions.supply import load_candidates
from courses.items.sections import choose_keys
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
    for bank in {one.translation_key: one for one in reversed(leaving)}.values():
        others = BankPage.objects.live().filter(translation_key=bank.translation_key)
        # A translation that stays published asks on.
        if not others.exclude(pk__in=[one.pk for one in leaving]).exists():
            yield from _describe_bank(bank)


def _describe_bank(bank: BankPage) -> Iterator[str]:
    told = [_describe_quiz(quiz, bank) for quiz in find_drawing_quizzes(bank)]
    if told:
        words = _("Quizzes ask nothing of “%(bank)s” from that moment on: %(quizzes)s.")
        yield words % {"bank": bank.title, "quizzes": join_words(told)}
        yield _("Papers that are begun stay as they are. Published again, it is asked again.")


def _describe_quiz(quiz: QuizPage, bank: BankPage) -> str:
    banks, sections = {row.bank.translation_key for row in quiz.banks.all()}, quiz.read_sections()
    wanted, found = (
        sum(map(len, choose_keys(sections, load_candidates(keys), seed=0)))
        for keys in (banks, banks - {bank.translation_key})
    )
    if not found:
        told = _("“%(title)s”, which has nothing left to ask")
    elif found < wanted:
        told = _("“%(title)s”, which asks %(found)s questions instead of %(wanted)s")
    else:
        told = _("“%(title)s”, which asks as many of others")
    return told % {"title": quiz.title, "found": number(found), "wanted": number(wanted)}


def tell_thin_quizzes(request: HttpRequest, bank: BankPage) -> None:
    """Name published quizzes that find fewer questions now than they draw."""
    for quiz in find_drawing_quizzes(bank):
        tell_problems(request, quiz.list_question_problems(), about=quiz.title)
