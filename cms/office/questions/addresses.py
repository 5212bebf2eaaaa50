"""Routes the screens of questions, and leads to them from the pages they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.models import BankPage, QuizPage
from cms.office.questions.bank_list import BankListView
from cms.office.questions.new_bank import NewBankView
from cms.office.questions.question_form import QuestionView
from cms.office.questions.trying import TryQuizView
from people.models import Person


def question_url_patterns() -> list[URLPattern]:
    bank = "question-banks/<int:page_id>/list/"
    question = QuestionView.as_view()
    return [
        path("question-banks/bring/", NewBankView.as_view(), name="bank_bring_new"),
        path(bank, BankListView.as_view(), name="bank_list"),
        path(f"{bank}new/", question, name="bank_question_add"),
        path(f"{bank}<uuid:key>/", question, name="bank_question"),
        path("quizzes/<int:page_id>/try/", TryQuizView.as_view(), name="quiz_try"),
    ]


def list_question_buttons(page: Page, user: Person) -> Iterator[Button]:
    """Yield the ways to the questions of a bank, and to the trial of a quiz."""
    specific = page.specific_deferred
    # The root and pages of none of our kinds know no right to write.
    if not isinstance(specific, BankPage | QuizPage):
        return
    if not specific.permissions_for_user(user).can_write():
        return
    if isinstance(specific, BankPage):
        yield from _list_bank_buttons(specific, user)
    if isinstance(specific, QuizPage):
        url, label = reverse("quiz_try", args=[page.pk]), gettext_lazy("Try this quiz")
        yield Button(label, url, icon_name="view", priority=30)


def _list_bank_buttons(bank: BankPage, user: Person) -> Iterator[Button]:
    # A translation takes its questions from its source, sentence by sentence.
    takes_files = not bank.permissions_for_user(user).is_translation
    ways = [
        ("bank_list", gettext_lazy("Questions as a list"), "list-ul", 30, True),
        ("bank_quick", gettext_lazy("Quick questions"), "plus", 31, True),
        ("bank_questions", gettext_lazy("Questions found wrong"), "warning", 40, True),
        ("bank_statistics", gettext_lazy("Statistics"), "table", 41, True),
        ("bank_bring", gettext_lazy("Bring questions"), "upload", 41, takes_files),
        ("bank_take", gettext_lazy("Take questions along"), "download", 42, takes_files),
    ]
    for name, label, icon, priority, is_shown in ways:
        if is_shown:
            url = reverse(name, args=[bank.pk])
            yield Button(label, url, icon_name=icon, priority=priority)
