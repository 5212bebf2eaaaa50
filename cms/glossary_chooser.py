"""Chooses terms of the glossary, which all authors share, for lessons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from courses.models import GlossaryTerm


class _TermFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("Search"), required=False)

    def filter(self, objects: Any) -> Any:
        self.search_query = self.cleaned_data["q"].strip()
        self.is_searching = bool(self.search_query)
        return objects.named(self.search_query) if self.is_searching else objects


class _CurrentTermsMixin:
    """Lists the terms in use."""

    filter_form_class = _TermFilterForm

    def get_object_list(self) -> QuerySet[GlossaryTerm]:
        return GlossaryTerm.objects.offered()


class _TermChooseView(_CurrentTermsMixin, chooser.ChooseView):
    """Shows the window of the chooser."""


class _TermResultsView(_CurrentTermsMixin, chooser.ChooseResultsView):
    """Shows the list in the window."""


class GlossaryChooserViewSet(ChooserViewSet):
    model = GlossaryTerm
    icon = "openquote"
    choose_one_text = _("Choose a word")
    choose_another_text = _("Choose another word")
    choose_view_class = _TermChooseView
    choose_results_view_class = _TermResultsView
    register_widget = False

    def get_urlpatterns(self) -> list[URLPattern]:
        # Words are written by the secretariat, on pages of their own.
        return [one for one in super().get_urlpatterns() if one.name != "create"]


glossary_chooser = GlossaryChooserViewSet("glossary_chooser")
