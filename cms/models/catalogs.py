"""Describes the catalogue and its agency pages, one an agency, below which trainers write."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.models.base import PublishedPage, same_in_all_languages
from cms.models.forms import ShelfForm
from people.models import Agency


class CatalogPage(PublishedPage):
    """The parent of all agency catalogues; the catalogue that people see is in `courses`."""

    max_count_per_parent = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.AgencyCatalogPage"]
    preview_modes: ClassVar[list[tuple[str, str]]] = []  # it has nothing of its own to show

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")

    def public_path(self) -> str:
        return reverse("courses:catalogue")


class AgencyCatalogPage(PublishedPage):
    """The parent of an agency's courses and question banks; rights on it hold for all below it.

    Agency catalogues are nested as agencies are. People read the name "shelf".
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="shelves", verbose_name=_("agency")
    )

    content_panels = [*Page.content_panels, FieldPanel("agency")]
    override_translatable_fields = [
        *PublishedPage.override_translatable_fields,
        same_in_all_languages("agency"),
    ]
    base_form_class = ShelfForm
    parent_page_types = ["cms.CatalogPage", "cms.AgencyCatalogPage"]
    subpage_types = [
        *("cms.CoursePage", "cms.ProgrammePage", "cms.BankPage", "cms.AgencyCatalogPage")
    ]
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        verbose_name = _("shelf")
        verbose_name_plural = _("shelves")

    def clean(self) -> None:
        super().clean()
        others = AgencyCatalogPage.objects.filter(agency_id=self.agency_id)
        if self.agency_id and others.exclude(translation_key=self.translation_key).exists():
            raise ValidationError({"agency": _("The agency has a shelf already.")})

    def public_path(self) -> str:
        return f"{reverse('courses:catalogue')}?{urlencode({'agency': self.agency.code})}"


def find_nearest_shelf(page: Page) -> AgencyCatalogPage | None:
    """Return the shelf that the page is or stands on: the one of its own agency."""
    shelves = AgencyCatalogPage.objects.ancestor_of(page, inclusive=True)
    return shelves.order_by("-depth").first()
