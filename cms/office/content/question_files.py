"""Brings questions into a bank from a file, and takes them along as one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.row_policy import current_person
from cms.models import BankPage, QuestionFile
from cms.office.content.before_publishing import is_locked_for
from cms.question_files import (
    QuestionsPublished,
    bring_file,
    confirm_file,
    take_questions,
    undo_arrival,
)
from cms.question_files.fitting import read_bank
from cms.rendering import render_rich_text
from courses.interchange import FORMATS, html_to_text
from courses.models import ItemVersion
from people.web.fields import limit_upload_size

_MAX_FILE_BYTES = 20_000_000
_MAX_PASTED_LENGTH = 500_000
_FILES_SHOWN = 10
_NOTICES_SHOWN = 200
_ENDINGS = ".txt,.gift,.xml,.zip,.imscc,.csv,.xlsx"


class BringQuestionsForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        validators=[limit_upload_size(_MAX_FILE_BYTES)],
        widget=forms.ClearableFileInput(attrs={"accept": _ENDINGS}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or text in GIFT or Aiken"),
        required=False,
        max_length=_MAX_PASTED_LENGTH,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [name for name in ("file", "text") if cleaned.get(name)]
        if len(given) != 1 and not self.errors:
            raise forms.ValidationError(
                _("Choose a file, or write the questions: one of the two.")
            )
        return cleaned

    def read_content(self) -> tuple[bytes, str]:
        """Return what was sent, and how it is called."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        return self.cleaned_data["text"].encode(), _("Pasted text")


class TakeQuestionsForm(forms.Form):
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[(name, one.title) for name, one in FORMATS.items()],
        help_text=gettext_lazy("What a format cannot hold is listed in a text beside the file."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), widget=forms.CheckboxSelectMultiple
    )
    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Questions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Without a tick all questions of the bank go along."),
    )

    def __init__(self, *args: Any, bank: BankPage, pages: list[BankPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages: Any = self.fields["languages"]
        languages.choices = [
            (page.locale.language_code, page.locale.get_display_name()) for page in pages
        ]
        languages.initial = [code for code, _name in languages.choices]
        questions: Any = self.fields["questions"]
        questions.choices = [
            (str(item.translation_key), Truncator(html_to_text(item.stem)).chars(120))
            for item in read_bank(bank).items.all()
        ]


class _BankScreenMixin(WagtailAdminTemplateMixin):
    """What the screens of a bank share: whose it is, and the way back."""

    header_icon = "help"
    kwargs: dict[str, Any]
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A bank of others and one that does not exist get the same answer: ids tell nothing.
        bank = BankPage.objects.filter(pk=kwargs["page_id"]).select_related("locale").first()
        rights = bank and bank.permissions_for_user(current_person(request))
        # A translation takes its questions from its source, sentence by sentence.
        if bank is None or not rights.can_write() or rights.is_translation:
            raise PermissionDenied
        self.bank = bank
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.bank.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        banks = {"url": reverse("bank-pages:index"), "label": _("Question banks")}
        edit = reverse("wagtailadmin_pages:edit", args=[self.bank.pk])
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, banks, {"url": edit, "label": self.bank.title}, here]


class BringQuestionsView(_BankScreenMixin, FormView):
    """Takes a file of questions for a bank and leads to what is in it."""

    page_title = gettext_lazy("Bring questions")
    header_icon = "upload"
    template_name = "cms/office/question_bring.html"
    form_class = BringQuestionsForm

    def form_valid(self, form: BringQuestionsForm) -> HttpResponse:
        content, name = form.read_content()
        person = current_person(self.request)
        file = bring_file(self.bank, content, file_name=name, by=person)
        return redirect("bank_file", self.bank.pk, file.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = QuestionFile.objects.of_bank(self.bank).select_related("by")[:_FILES_SHOWN]
        return super().get_context_data(bank=self.bank, files=files, **kwargs)


class QuestionFileView(_BankScreenMixin, TemplateView):
    """Shows what is in a file of questions, lets them arrive, and takes them out again."""

    page_title = gettext_lazy("Questions of a file")
    header_icon = "upload"
    template_name = "cms/office/question_file.html"

    @cached_property
    def file(self) -> QuestionFile:
        files = QuestionFile.objects.filter(bank=self.bank).defer("content").select_related("by")
        return get_object_or_404(files, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            bank=self.bank,
            file=self.file,
            questions=[self._show_question(one) for one in self.file.first_questions],
            notices=[_show_notice(one) for one in self.file.notices[:_NOTICES_SHOWN]],
            count=len(self.file.notices),
            former=self._find_former(),
            **kwargs,
        )

    def _show_question(self, told: dict[str, str]) -> dict[str, str]:
        kind = dict(ItemVersion.Kind.choices).get(told["kind"], told["kind"])
        return {"kind": str(kind), "stem": html_to_text(render_rich_text(told["stem"]))}

    def _find_former(self) -> QuestionFile | None:
        """Return the same file as it came before."""
        same = QuestionFile.objects.of_bank(self.bank).filter(
            digest=self.file.digest, state=QuestionFile.State.ARRIVED
        )
        return same.exclude(pk=self.file.pk).first()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_locked_for(self.bank, current_person(request)):
            messages.error(request, _("Somebody locked the bank: nothing is changed in it."))
        elif "undo" in request.POST:
            self._undo(request)
        elif not confirm_file(self.file, by=current_person(request)):
            messages.warning(request, _("Somebody else was faster: look at what became of it."))
        return redirect("bank_file", self.bank.pk, self.file.pk)

    def _undo(self, request: HttpRequest) -> None:
        try:
            is_done = undo_arrival(self.file, by=current_person(request))
        except QuestionsPublished:
            told = _("Questions of this file are published. Take single ones out in the editor.")
            messages.error(request, told)
            return
        if is_done:
            messages.success(request, _("The questions are taken out of the bank again."))


def _show_notice(told: dict[str, Any]) -> dict[str, str]:
    """Return the notice in the active language."""
    language = translation.get_language() or ""
    words = {
        name: told[name].get(language) or next(iter(told[name].values()), "")
        for name in ("place", "reason")
    }
    return {**words, "excerpt": told["excerpt"], "kind": told["kind"]}


class TakeQuestionsView(_BankScreenMixin, FormView):
    """Hands out questions of a bank as a file, keys and all, and records that."""

    page_title = gettext_lazy("Take questions along")
    header_icon = "download"
    template_name = "cms/office/question_take.html"
    form_class = TakeQuestionsForm

    @cached_property
    def pages(self) -> list[BankPage]:
        """The bank, and its translations that are no aliases."""
        found = BankPage.objects.filter(translation_key=self.bank.translation_key, alias_of=None)
        others = found.exclude(pk=self.bank.pk).select_related("locale").order_by("pk")
        return [self.bank, *others]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bank": self.bank, "pages": self.pages}

    def form_valid(self, form: TakeQuestionsForm) -> HttpResponse:
        chosen = form.cleaned_data
        pages = [one for one in self.pages if one.locale.language_code in chosen["languages"]]
        taken = take_questions(
            pages,
            chosen["format"],
            keys={*chosen["questions"]},
            by=current_person(self.request),
        )
        if not taken.count:
            told = _(
                "No question was written: the format holds none of the kinds that were chosen."
            )
            form.add_error("format", told)
            return self.form_invalid(form)
        disposition = content_disposition_header(True, taken.name)
        headers = {"Content-Disposition": disposition or ""}
        return HttpResponse(taken.content, content_type=taken.content_type, headers=headers)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(bank=self.bank, **kwargs)
