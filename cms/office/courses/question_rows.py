"""Takes questions of a few lines each, in a new course or into a bank."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.row_policy import current_person
from cms.authoring import QuickKind, QuickQuestion, add_questions
from cms.office.content.before_publishing import is_locked_for
from cms.office.questions.bank_list import find_bank
from people.text import clean
from people.text.formatting import number

_LONGEST_ANSWER, _MOST_ANSWERS = 200, 19
_LINES = forms.Textarea(attrs={"rows": 3})
# The kinds that a first quiz is made of; whoever wants others chooses them.
_KINDS_OFFERED = (QuickKind.SINGLE, QuickKind.TRUE, QuickKind.SHORT)


class QuestionRowForm(forms.Form):
    """One question; a row without any words is none."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=QuickKind.choices)
    text = forms.CharField(
        label=gettext_lazy("Question or sentence"), required=False, max_length=1000
    )
    right = forms.CharField(
        label=gettext_lazy("What is right, one answer a line"), required=False, widget=_LINES
    )
    wrong = forms.CharField(
        label=gettext_lazy("What is wrong, one answer a line"), required=False, widget=_LINES
    )

    def clean_text(self) -> str:
        return clean(self.cleaned_data["text"])

    def clean_right(self) -> list[str]:
        return _split_lines(self.cleaned_data["right"])

    def clean_wrong(self) -> list[str]:
        return _split_lines(self.cleaned_data["wrong"])

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in ("text", "right", "wrong"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.is_blank:
            if not cleaned["text"]:
                self.add_error("text", _("Write the question to these answers."))
            self._check_answers(cleaned["kind"], cleaned["right"], cleaned["wrong"])
        return cleaned

    def _check_answers(self, kind: str, right: list[str], wrong: list[str]) -> None:
        if kind in (QuickKind.TRUE, QuickKind.FALSE):
            if right or wrong:
                told = _("A sentence that is true or false has no answers of its own.")
                self.add_error("right" if right else "wrong", told)
            return
        if not right:
            self.add_error("right", _("Write at least one answer that is right."))
        if kind == QuickKind.SINGLE and len(right) > 1:
            self.add_error("right", _("Only one is right: choose another kind, or take one out."))
        if kind == QuickKind.SHORT and wrong:
            self.add_error("wrong", _("A typed answer has no wrong ones to choose from."))
        if kind in (QuickKind.SINGLE, QuickKind.MULTIPLE) and not wrong:
            self.add_error("wrong", _("Write at least one answer that is wrong."))
        if both := next((one for one in wrong if one in right), ""):
            told = _("“%(words)s” cannot be right and wrong. Take it out of one of the two.")
            self.add_error("wrong", told % {"words": both})

    def build_question(self) -> QuickQuestion:
        told = self.cleaned_data
        return QuickQuestion(told["kind"], told["text"], told["right"], told["wrong"])


def _split_lines(text: str) -> list[str]:
    """Return the answers, each once. Raise `ValidationError`."""
    lines = list(dict.fromkeys(filter(None, map(clean, text.splitlines()))))
    if len(lines) > _MOST_ANSWERS or any(len(one) > _LONGEST_ANSWER for one in lines):
        raise forms.ValidationError(_("19 answers at most, each of 200 letters at most."))
    return lines


def build_rows(count: int, data: Any = None) -> list[QuestionRowForm]:
    """Return so many rows, the first of them of the kinds that a quiz begins with."""
    kinds = [*_KINDS_OFFERED, *[QuickKind.SINGLE] * count][:count]
    return [
        QuestionRowForm(data, prefix=f"q{place}", initial={"kind": kind.value})
        for place, kind in enumerate(kinds, start=1)
    ]


def read_rows(rows: Iterable[QuestionRowForm]) -> list[QuickQuestion] | None:
    """Return the questions that are written in the rows; None: one of them is to be mended."""
    checked = [(row, row.is_valid()) for row in rows]
    if not all(is_valid for _row, is_valid in checked):
        return None
    return [row.build_question() for row, _valid in checked if not row.is_blank]


class QuickQuestionsView(WagtailAdminTemplateMixin, TemplateView):
    """Adds questions of a few lines to the draft of a bank."""

    page_title = gettext_lazy("Quick questions")
    header_icon = "help"
    template_name = "cms/office/courses/quick_questions.html"
    rows_shown = 8

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.bank = find_bank(request, kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def key(self) -> uuid.UUID:
        """The form's own, by which it is known when it is sent a second time."""
        try:
            return uuid.UUID(self.request.POST.get("key", ""))
        except ValueError:
            return uuid.uuid4()

    def get_page_subtitle(self) -> str:
        return self.bank.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        banks = {"url": reverse("bank-pages:index"), "label": _("Question banks")}
        address = reverse("bank_list", args=[self.bank.pk])
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, banks, {"url": address, "label": self.bank.title}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"bank": self.bank, "key": self.key, "rows": build_rows(self.rows_shown)} | kwargs
        )

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        rows = build_rows(self.rows_shown, request.POST)
        questions = read_rows(rows)
        if questions is None:
            return self.render_to_response(self.get_context_data(rows=rows), status=422)
        if is_locked_for(self.bank, current_person(request)):
            told = _("It is locked. Who locked it, or an administrator, unlocks it.")
            messages.error(request, told)
        elif not questions:
            messages.warning(request, _("Nothing was added: write a question."))
            return self.render_to_response(self.get_context_data(rows=rows), status=422)
        else:
            add_questions(self.bank, questions, form=self.key, by=current_person(request))
            self._tell_addition(len(questions))
        return redirect("bank_list", self.bank.pk)

    def _tell_addition(self, count: int) -> None:
        told = ngettext(
            "%(count)s question is in the draft of the bank: publish it, and quizzes ask it.",
            "%(count)s questions are in the draft of the bank: publish it, and quizzes ask them.",
            count,
        )
        messages.success(self.request, told % {"count": number(count)})
