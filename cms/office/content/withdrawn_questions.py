"""Withdraws questions of a bank that were found wrong."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from cms.access.row_policy import current_person
from cms.models import BankItem, BankPage
from courses.items import withdraw_item_version
from courses.models import ItemVersion


@dataclass(frozen=True)
class BankQuestion:
    """A question of the bank as written here, and its newest published version."""

    words: str
    version: ItemVersion


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
        standing = {q.version.pk: q.words for q in questions if not q.version.withdrawn_at}
        field: Any = self.fields["version"]
        field.queryset = ItemVersion.objects.filter(pk__in=standing)
        field.label_from_instance = lambda version: standing[version.pk]


class WithdrawQuestionView(WagtailAdminTemplateMixin, FormView):
    """Withdraws a question of a bank that the person writes."""

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
        items = BankItem.objects.filter(page=self.bank).order_by("sort_order")
        words = {item.translation_key: strip_tags(item.stem)[:120] for item in items}
        versions = ItemVersion.objects.filter(item__key__in=words).select_related("item")
        # In order of their numbers, so the last of each item wins.
        newest = {version.item.key: version for version in versions.order_by("number")}
        return [BankQuestion(words[key], newest[key]) for key in words if key in newest]

    def get_page_subtitle(self) -> str:
        return self.bank.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        banks = {"url": reverse("bank-pages:index"), "label": _("Question banks")}
        here = {"url": "", "label": self.page_title, "sublabel": self.bank.title}
        return [*self.breadcrumbs_items, banks, here]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "questions": self.questions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(bank=self.bank, questions=self.questions, **kwargs)

    def form_valid(self, form: WithdrawQuestionForm) -> HttpResponse:
        version = form.cleaned_data["version"]
        withdraw_item_version(version, note=form.cleaned_data["note"])
        data = {"version": str(version)}
        log(self.bank, "question.withdraw", user=self.request.user, data=data)
        messages.success(
            self.request,
            _("The question is withdrawn. Registrars see which certificates rest on it."),
        )
        return redirect(self.request.path)
