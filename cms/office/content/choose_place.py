"""Asks where a new course or question bank is to stand: in which language, on which shelf."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.models import Locale, Page

from cms.access.row_policy import current_person
from cms.access.shelves import grant_shelf
from cms.models import AgencyCatalogPage


class NewKeyField(forms.UUIDField):
    """Takes the number of a form that writes a page, and gives the key of that page.

    A form that is sent twice writes one page.
    """

    widget = forms.HiddenInput

    def clean(self, value: Any) -> uuid.UUID | None:
        number = super().clean(value)
        # Security: the number comes from a browser. Were it the key itself, a page could be
        # published over the record of a course that others deleted, or take the place of a
        # translation of theirs.
        return number and uuid.uuid5(number, "page")


class PlaceForm(forms.Form):
    """Asks for the language, and for the shelf."""

    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("What you write first, others translate. Each language of the site will do."),
    )
    shelf = forms.ChoiceField(label=_("Shelf"))

    def __init__(self, *args: Any, shelves: list[AgencyCatalogPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language, shelf = (
            cast(forms.ChoiceField, self.fields[name]) for name in ("language", "shelf")
        )
        codes = Locale.objects.values_list("language_code", flat=True)
        language.choices = [(code, get_language_info(code)["name_translated"]) for code in codes]
        shelf.choices = [(one.translation_key, one.title) for one in shelves]


class ChoosePlaceView(PermissionCheckedMixin, ChooseParentView):
    """Lets those choose a place who may add a page somewhere, then opens the form of the page."""

    # Wagtail shows an empty choice to everybody in the office.
    permission_required = "add"
    page_title = _("Where it is written")
    locale = None  # Wagtail narrows the places to one language, that of the list

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        # Wagtail goes on without a question where it finds one page; the language is always asked.
        return FormView.get(self, *args, **kwargs)

    @cached_property
    def _places(self) -> QuerySet[Page]:
        return self.get_valid_parent_pages(current_person(self.request))

    def get_form(self) -> PlaceForm:
        return self.build_place_form(PlaceForm)

    def build_place_form(
        self, form_class: type[PlaceForm], asked: dict[str, Any] | None = None, **initial: Any
    ) -> PlaceForm:
        """Return the form with the shelves on which the person writes."""
        shown: dict[Any, AgencyCatalogPage] = {}
        shelves = AgencyCatalogPage.objects.filter(pk__in=self._places.values("pk"))
        # The title in the reader's language wins, so it comes last.
        for shelf in shelves.select_related("locale").order_by("path"):
            if shelf.translation_key not in shown or shelf.language == get_language():
                shown[shelf.translation_key] = shelf
        initial = {"language": get_language(), **initial}
        data = self.request.POST if self.request.method == "POST" else None
        return form_class(data, initial=initial, shelves=list(shown.values()), **(asked or {}))

    def form_valid(self, form: PlaceForm) -> HttpResponse:
        locale = Locale.objects.get(language_code=form.cleaned_data["language"])
        there = self.find_shelf(form.cleaned_data["shelf"], locale)
        options = self.model._meta
        return redirect("wagtailadmin_pages:add", options.app_label, options.model_name, there.pk)

    def find_shelf(self, key: str, locale: Locale) -> Page:
        """Return the shelf that the form names in the language, which is opened if need be."""
        shelves = self._places.filter(translation_key=key)
        return shelves.filter(locale=locale).first() or _open_shelf(shelves[0], locale)


def _open_shelf(shelf: Page, locale: Locale) -> AgencyCatalogPage:
    """Return the shelf in a language in which nobody has written on it yet."""
    there = shelf.get_translation_or_none(locale)
    if there is None:
        # Without words of its own: nobody reads a shelf's page, and its title can be translated.
        there = shelf.specific.copy_for_translation(locale, copy_parents=True, alias=True)
    opened = AgencyCatalogPage.objects.get(pk=there.pk)
    grant_shelf(opened)
    return opened
