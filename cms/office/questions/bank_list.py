"""Lists the questions of a bank, and finds them by words and by what is known of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.review_parts import kept_in_step
from cms.access.row_policy import current_person
from cms.models import BankPage
from cms.models.skills import LevelSelect, SkillSelect, share_choices
from cms.office.questions.bank_figures import BankFigures, QuestionOrder
from cms.office.questions.bank_rows import BankRows, QuestionState
from cms.office.questions.classifying import (
    ClassifyForm,
    classify_questions,
    undo_classifying,
)
from cms.office.questions.corrected_keys import (
    UntakenKey,
    corrected_in_bank,
    list_untaken,
    take_over_keys,
)
from courses.models import Item, ItemVersion
from people.models import Person
from people.text.formatting import number
from people.web import parse_primary_key
from plan.skill_choices import load_choices

_ANY = [("", "—")]
_PAGE_SIZE = 50


def find_bank(request: HttpRequest, page_id: int) -> BankPage:
    """Return the bank that the person writes. Raise `PermissionDenied`.

    A bank of others and one that does not exist get the same answer: ids tell nothing.
    """
    corrected = Exists(corrected_in_bank(OuterRef("translation_key")))
    pages = BankPage.objects.annotate(is_in_step=kept_in_step(), has_corrected=corrected)
    bank = pages.filter(pk=page_id).first()
    if bank is None or not bank.permissions_for_user(current_person(request)).can_write():
        raise PermissionDenied
    return bank


def tell_taken_keys(request: HttpRequest, count: int) -> None:
    """Tell how many corrected keys are in the draft now, or why none is."""
    if not count:
        told = _(
            "Nothing was changed: the draft has the corrected keys, its answers were changed"
            " since, or somebody locked the bank."
        )
        messages.warning(request, told)
        return
    told = ngettext(
        "%(count)s corrected key is in the draft of the bank now.",
        "%(count)s corrected keys are in the draft of the bank now.",
        count,
    )
    messages.success(request, told % {"count": number(count)})


class QuestionFilterForm(forms.Form):
    """Asks what is looked for; whatever cannot be read is not asked."""

    words = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    tag = forms.CharField(label=gettext_lazy("Tag"), required=False, max_length=60)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[*_ANY, *ItemVersion.Kind.choices]
    )
    difficulty = forms.ChoiceField(
        label=gettext_lazy("Difficulty"),
        required=False,
        choices=[*_ANY, *Item.Difficulty.choices],
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[("", gettext_lazy("As in the bank")), *QuestionOrder.choices],
    )
    poor = forms.BooleanField(label=gettext_lazy("Only those to look at"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[*_ANY, *QuestionState.choices]
    )
    skill = forms.IntegerField(
        label=gettext_lazy("Skill"), required=False, min_value=1, widget=SkillSelect
    )
    level = forms.IntegerField(
        label=gettext_lazy("Level"), required=False, min_value=1, widget=LevelSelect
    )


class BankListView(WagtailAdminTemplateMixin, TemplateView):
    """Shows fifty questions a page."""

    page_title = gettext_lazy("Questions")
    header_icon = "help"
    template_name = "cms/office/bank_list.html"

    @cached_property
    def bank(self) -> BankPage:
        return find_bank(self.request, self.kwargs["page_id"])

    def get_page_subtitle(self) -> str:
        return self.bank.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        banks = {"url": reverse("bank-pages:index"), "label": _("Question banks")}
        here = {"url": "", "label": self.page_title, "sublabel": self.bank.title}
        return [*self.breadcrumbs_items, banks, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figures = BankFigures(self.bank, current_person(self.request))
        rows, choices = BankRows(self.bank, figures), load_choices()
        form = QuestionFilterForm(self.request.GET)
        form.is_valid()
        found = _sort_questions(rows.find(form.cleaned_data), figures, form.cleaned_data)
        page = Paginator(found, _PAGE_SIZE).get_page(self.request.GET.get("page"))
        context = {"bank": self.bank, "form": form, "tags": rows.tags, "page": page}
        context["questions"] = rows.show(list(page), choices.names)
        # A translation takes its questions from its source, sentence by sentence.
        rights = self.bank.permissions_for_user(current_person(self.request))
        context["is_written_here"] = not rights.is_translation
        context["untaken"] = untaken = [] if rights.is_translation else self._list_untaken(rows)
        context["is_taking"] = not all(one.is_overtaken for one in untaken)
        context["is_asked"] = any(form.cleaned_data.values())
        context["changed"] = parse_primary_key(self.request.GET.get("changed", ""))
        context["classify"] = classify = kwargs.pop("classify", None) or ClassifyForm()
        share_choices(choices, form, classify)
        context["ticked"] = set()
        return super().get_context_data(**context | kwargs)

    def _list_untaken(self, rows: BankRows) -> list[UntakenKey]:
        # A query more where keys were corrected, which is seldom.
        return list_untaken(self.bank, rows.written) if self.bank.has_corrected else []

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        person = current_person(request)
        rights = self.bank.permissions_for_user(person)
        # Of a bank that its schedule locks, too: what goes live by itself takes the key.
        if "take_over" in request.POST:
            tell_taken_keys(request, take_over_keys(self.bank, by=person))
            return redirect(self._build_address())
        # A translation takes what is known of its questions from its source.
        if rights.page_locked() or rights.is_translation:
            raise PermissionDenied
        if undone := parse_primary_key(request.POST.get("undo", "")):
            self._undo(undone, person)
            return redirect(self._build_address())
        form, keys = ClassifyForm(request.POST), self._find_ticked(request)
        if form.is_valid() and not keys:
            form.add_error(None, _("Tick the questions first."))
        try:
            count = classify_questions(self.bank, keys, form, by=person) if form.is_valid() else 0
        except ValidationError as error:
            form.add_error("added_tag", error.messages)
        if not form.is_valid():
            context = self.get_context_data(classify=form, ticked=keys)
            return self.render_to_response(context, status=422)
        told = ngettext(
            "%(count)s question is changed in the draft of the bank.",
            "%(count)s questions are changed in the draft of the bank.",
            count,
        )
        messages.success(request, told % {"count": number(count)})
        return redirect(self._build_address(self.bank.latest_revision_id if count else None))

    def _find_ticked(self, request: HttpRequest) -> set[str]:
        """Return the keys of those that are ticked, or of all that the filter finds."""
        if "all" not in request.POST:
            return set(request.POST.getlist("question"))
        form = QuestionFilterForm(request.GET)
        form.is_valid()
        figures = BankFigures(self.bank, current_person(request))
        found = BankRows(self.bank, figures).find(form.cleaned_data)
        return {one["translation_key"] for one in found}

    def _undo(self, before: int, person: Person) -> None:
        if undo_classifying(self.bank, before, by=person):
            messages.success(self.request, _("It is as it was before."))
        else:
            told = _("The bank was saved again since. Take it back question by question.")
            messages.error(self.request, told)

    def _build_address(self, before: int | None = None) -> str:
        """Return the list as it is narrowed, with the version to which one act is taken back."""
        asked = self.request.GET.copy()
        asked.pop("changed", None)
        if before:
            asked["changed"] = str(before)
        return f"{self.request.path}?{asked.urlencode()}"


def _sort_questions(
    written: list[dict[str, Any]], figures: BankFigures, asked: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return the questions as they are ordered, or only the poor ones."""
    if asked.get("poor"):
        written = [one for one in written if figures.is_poor(one["translation_key"])]
    if order := asked.get("order"):
        return sorted(written, key=lambda one: figures.rank(one["translation_key"], order))
    return written
