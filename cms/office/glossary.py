"""Lists and edits the glossary: words that lessons explain, in both languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from cms.office.base.columns import DayColumn
from cms.office.base.fields import NamesField, NamesWidget, OfficeForm
from cms.office.base.views import ScopedIndexView
from cms.office.base.viewsets import NationalViewSet
from courses.models import GlossaryTerm

_LONGEST_MEANING = 600


class _MeaningsWidget(NamesWidget):
    """One field of several lines for each language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        fields: dict[str, Any] = {
            code: forms.Textarea(attrs={"lang": code, "rows": 3})
            for code in settings.CONTENT_LANGUAGES
        }
        forms.MultiWidget.__init__(self, fields, attrs)


class _MeaningsField(NamesField):
    widget = _MeaningsWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Prose, and on no certificate: any letter may stand in it.
        self.fields = [
            forms.CharField(max_length=_LONGEST_MEANING, required=False)
            for _code in settings.CONTENT_LANGUAGES
        ]


class GlossaryTermForm(OfficeForm):
    """Asks for a word and its meaning in both languages: lessons are published in both."""

    meanings = _MeaningsField(label=_("Meaning"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("names", "meanings"):
            written = cleaned.get(name)
            if written and not all(written.get(code) for code in settings.CONTENT_LANGUAGES):
                self.add_error(name, _("Write it in both languages."))
        same = GlossaryTerm.objects.exclude(pk=self.instance.pk).filter(
            names__my=(cleaned.get("names") or {}).get("my", ""), retired_on=None
        )
        if same.exists() and not cleaned.get("retired_on"):
            self.add_error("names", _("The glossary has this word already."))
        return cleaned


class _GlossaryIndex(ScopedIndexView):
    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        named = GlossaryTerm.objects.named(self.search_query)
        return queryset.filter(pk__in=named.values("pk"))


class GlossaryViewSet(NationalViewSet):
    model = GlossaryTerm
    form_base = GlossaryTermForm
    name = "terms"
    icon = "openquote"
    menu_label = _("Glossary")
    form_fields = ["names", "meanings", "retired_on"]
    index_view_class = _GlossaryIndex
    list_display = [
        "name",
        Column("meaning", label=_("Meaning")),
        DayColumn("retired_on", label=_("Retired on")),
    ]
    search_fields = ["names__my", "names__en"]
