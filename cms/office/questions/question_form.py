"""Edits one question of a bank: each save is a revision of the bank's page, as in its editor.

Review, history and the way back are those of the page; the other questions are not touched.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from modelcluster.models import get_serializable_data_for_fields
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList, Panel
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.row_policy import current_person
from cms.models import BankItem, BankPage
from cms.office.questions.bank_list import find_bank, tell_taken_keys
from cms.office.questions.corrected_keys import UntakenKey, list_untaken, take_over_keys
from cms.office.statistics.lines import QuestionLine, build_lines
from courses.models import ItemStatistics

_MOST_FIGURES = 20


@cache  # bound to its model once, as Wagtail does with those of pages
def _edit_handler() -> Panel:
    return ObjectList(BankItem.panels).bind_to_model(BankItem)


class QuestionView(WagtailAdminTemplateMixin, TemplateView):
    """Shows a question of the draft, or an empty one; a POST saves it or takes it out."""

    header_icon = "help"
    template_name = "cms/office/bank_question.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        bank = find_bank(request, kwargs["page_id"])
        # The row's lock: of two that save at once the second adds to what the first saved.
        with transaction.atomic():
            locked = BankPage.objects.select_for_update(of=("self",))
            self.bank = locked.get(pk=bank.pk) if request.method == "POST" else bank
            self.draft = self.bank.get_latest_revision_as_object()
            self.item = self._find_item()
            return super().dispatch(request, *args, **kwargs)

    def _find_item(self) -> BankItem:
        key = self.kwargs.get("key")
        if key is None:
            return BankItem(locale=self.bank.locale)
        for item in self.draft.items.all():
            if item.translation_key == key:
                return item
        raise Http404

    @cached_property
    def is_new(self) -> bool:
        return "key" not in self.kwargs

    @property
    def page_title(self) -> str:
        return _("New question") if self.is_new else _("Question")

    def get_page_subtitle(self) -> str:
        return self.bank.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        banks = {"url": reverse("bank-pages:index"), "label": _("Question banks")}
        address = reverse("bank_list", args=[self.bank.pk])
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, banks, {"url": address, "label": self.bank.title}, here]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if request.POST.get("act") == "take_over" and not self.is_new:
            return self._take_over()
        if self.draft.permissions_for_user(current_person(request)).page_locked():
            raise PermissionDenied
        if request.POST.get("act") == "remove" and not self.is_new:
            return self._remove()
        seen, now = request.POST.get("seen"), _digest(self.item)
        try:
            form = self._build_form(request.POST)
            is_valid = form.is_valid()
        except MultiValueDictKeyError as error:
            # A stream raises at a form without its count, which no page of ours sends.
            raise BadRequest from error
        is_current = self.is_new or seen == now
        if not is_valid or not is_current:
            if not is_current:
                form.add_error(
                    None,
                    _("Somebody else changed this question meanwhile. Save again to keep yours."),
                )
            context = self.get_context_data(form=form, seen=now)
            return self.render_to_response(context, status=422)
        self._save(form)
        return redirect("bank_list", self.bank.pk)

    def _save(self, form: Any) -> None:
        item = form.save(commit=False)
        if self.is_new:
            places = [one.sort_order or 0 for one in self.draft.items.all()]
            item.sort_order = max(places, default=-1) + 1
        # Of a page without a draft each look at its questions reads other instances of them.
        self.draft.items.add(item)
        self._save_revision()
        messages.success(
            self.request, _("Saved as a draft of the bank. Learners see it once it is published.")
        )

    def _take_over(self) -> HttpResponse:
        keys, person = [str(self.item.translation_key)], current_person(self.request)
        tell_taken_keys(self.request, take_over_keys(self.bank, by=person, keys=keys))
        return redirect(self.request.path)

    def _remove(self) -> HttpResponse:
        self.draft.items.remove(self.item)
        self._save_revision()
        told = _(
            "Taken out of the draft. The history of the bank has it, should you want it back."
        )
        messages.success(self.request, told)
        return redirect("bank_list", self.bank.pk)

    def _save_revision(self) -> None:
        self.draft.save_revision(user=self.request.user, log_action=True)

    def _build_form(self, data: Any = None) -> Any:
        form_class = _edit_handler().get_form_class()
        return form_class(data, instance=self.item, for_user=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = kwargs.pop("seen", None) or _digest(self.item)
        form = kwargs.pop("form", None) or self._build_form()
        panel = _edit_handler().get_bound_panel(
            instance=self.item, request=self.request, form=form
        )
        context = {"bank": self.bank, "form": form, "edit_handler": panel, "seen": seen}
        context |= {"is_new": self.is_new, "media": panel.media + form.media}
        context["figures"] = self._list_figures()
        context["untaken"] = self._find_untaken()
        return super().get_context_data(**kwargs) | context

    def _find_untaken(self) -> UntakenKey | None:
        """Return a correction of its key that the draft has not."""
        rights = self.bank.permissions_for_user(current_person(self.request))
        if self.is_new or rights.is_translation:
            return None
        written = get_serializable_data_for_fields(self.item)
        return next(iter(list_untaken(self.bank, [written])), None)

    def _list_figures(self) -> list[QuestionLine]:
        """Return how the question was answered, the newest version first."""
        seen = ItemStatistics.objects.visible_to(current_person(self.request))
        rows = seen.filter(version__item__key=self.item.translation_key)
        related = rows.select_related("version", "quiz__course")
        return build_lines(related.order_by("-version__number", "quiz")[:_MOST_FIGURES])


def _digest(item: BankItem) -> str:
    """Return what tells whether the question is still as it was shown."""
    content = json.dumps(
        get_serializable_data_for_fields(item), cls=DjangoJSONEncoder, sort_keys=True
    )
    return hashlib.sha256(content.encode()).hexdigest()
