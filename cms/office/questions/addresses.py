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
        url, label = reverse("bank_list", args=[page.pk]), gettext_lazy("Questions as a list")
        yield Button(label, url, icon_name="list-ul", priority=30)
        quick = reverse("bank_quick", args=[page.pk])
        yield Button(gettext_lazy("Quick questions"), quick, icon_name="plus", priority=31)
    if isinstance(specific, QuizPage):
        url, label = reverse("quiz_try", args=[page.pk]), gettext_lazy("Try this quiz")
        yield Button(label, url, icon_name="view", priority=30)
