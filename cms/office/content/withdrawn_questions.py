"""Withdraws questions of a bank that were found wrong, and tells what rests on them."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from certification.actions.affected import count_certificates_by_version
from cms.access.row_policy import current_person
from cms.models import BankItem, BankPage
from cms.office.questions.drawing_quizzes import tell_thin_quizzes
from courses.items import withdraw_item_version
from courses.items.keys import load_keys
from courses.items.kinds import AskedQuestion, find_kind
from courses.models import Item, ItemVersion, Remark
from people.text.formatting import number
from people.text.languages import in_language

_REMARKS_SHOWN = 100  # the newest; a withdrawal may change thousands of papers


@dataclass(frozen=True)
class BankQuestion:
    """A version of a question that was asked, or is asked now, and what rests on it.

    ``version`` has the numbers of papers that ``asked`` it, of those ``closed``, and of those
    ``passed`` with points for it.
    """

    words: str
    right: list[str]
    version: ItemVersion
    certificates: int

    @property
    def label(self) -> str:
        return _("%(words)s (version %(number)s)") % {
            "words": Truncator(self.words).chars(120),
            "number": number(self.version.number),
        }


def list_bank_questions(bank: BankPage) -> list[BankQuestion]:
    """Return every version that was ever asked of the bank's questions, and the newest ones."""
    versions = list(_asked_versions(bank))
    certificates = count_certificates_by_version([version.pk for version in versions])
    keys = load_keys(versions)
    return [
        _describe_question(version, keys[version.pk], certificates.get(version.pk, 0))
        for version in versions
    ]


def _asked_versions(bank: BankPage) -> QuerySet[Any]:
    # A question taken out of its bank is known by the key that it had when it was published.
    written = BankItem.objects.filter(page__translation_key=bank.translation_key)
    items = Item.objects.filter(
        Q(bank=bank.translation_key) | Q(key__in=written.values("translation_key"))
    )
    attempt = "attempt_items__attempt"
    versions = ItemVersion.objects.filter(item__in=items).annotate(
        asked=Count("attempt_items"),
        closed=Count("attempt_items", filter=~Q(**{f"{attempt}__submitted_at": None})),
        passed=Count(
            "attempt_items",
            filter=Q(**{f"{attempt}__passed": True}, attempt_items__points__gt=0),
        ),
    )
    return versions.filter(Q(asked__gt=0) | ~Exists(ItemVersion.objects.newer())).order_by(
        "item", "-number"
    )


def _describe_question(version: ItemVersion, key: Any, certificates: int) -> BankQuestion:
    stems = {code: words["stem"] for code, words in version.content.items()}
    language = in_language({code: code for code in version.content})
    words, kind = version.content.get(language, {}), find_kind(version.kind)
    order = sorted([*words.get("options", {}), *words.get("targets", {})])
    asked = AskedQuestion(words, order, kind.list_units(version.answer_key))
    right = kind.describe_answer(asked, kind.build_right_answer(key))
    return BankQuestion(unescape(strip_tags(in_language(stems))), right, version, certificates)


class WithdrawQuestionForm(forms.Form):
    version = forms.ModelChoiceField(
        ItemVersion.objects.none(), label=gettext_lazy("Question"), empty_label="—"
    )
    note = forms.CharField(
        label=gettext_lazy("What is wrong with it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For trainers, registrars and auditors."),
    )

    def __init__(self, *args: Any, questions: list[BankQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = {q.version.pk: q.label for q in questions if not q.version.withdrawn_at}
        field: Any = self.fields["version"]
        field.queryset = ItemVersion.objects.filter(pk__in=standing)
        field.label_from_instance = lambda version: standing[version.pk]


class WithdrawQuestionView(WagtailAdminTemplateMixin, FormView):
    """Withdraws a version of a question of a bank that the person writes."""

    page_title = gettext_lazy("Questions found wrong")
    header_icon = "help"
    template_name = "cms/office/questions.html"
    form_class = WithdrawQuestionForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.bank = self.bank_of(request)
        return super().dispatch(request, *args, **kwargs)

    def bank_of(self, request: HttpRequest) -> BankPage:
        # A bank of others and one that does not exist get the same answer: ids tell nothing.
        bank = BankPage.objects.filter(pk=self.kwargs["page_id"]).first()
        if bank is None or not bank.permissions_for_user(current_person(request)).can_write():
            raise PermissionDenied
        return bank

    @cached_property
    def questions(self) -> list[BankQuestion]:
        return list_bank_questions(self.bank)

    def list_remarks(self) -> QuerySet[Remark]:
        """Return the papers that were marked again and that the person may see, newest first."""
        shown = Remark.objects.visible_to(current_person(self.request))
        remarks = shown.filter(version__in=[one.version.pk for one in self.questions])
        related = ("attempt__quiz", "attempt__enrolment__person", "version")
        return remarks.select_related(*related)[:_REMARKS_SHOWN]

    def get_page_subtitle(self) -> str:
        return self.bank.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        banks = {"url": reverse("bank-pages:index"), "label": _("Question banks")}
        here = {"url": "", "label": self.page_title, "sublabel": self.bank.title}
        return [*self.breadcrumbs_items, banks, here]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "questions": self.questions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            bank=self.bank, questions=self.questions, remarks=self.list_remarks(), **kwargs
        )

    def form_valid(self, form: WithdrawQuestionForm) -> HttpResponse:
        version = form.cleaned_data["version"]
        withdraw_item_version(version, note=form.cleaned_data["note"])
        data = {"version": str(version)}
        log(self.bank, "question.withdraw", user=self.request.user, data=data)
        messages.success(
            self.request,
            _(
                "The question is withdrawn. Papers that asked it are marked again now; registrars"
                " see which certificates rest on it."
            ),
        )
        tell_thin_quizzes(self.request, self.bank)
        return redirect(self.request.path)
