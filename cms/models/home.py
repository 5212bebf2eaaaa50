"""Describes the front page of a language, plain information, and the progress of the plan."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import InfoBody
from cms.models.base import SitePage
from cms.models.forms import BodyPageForm
from courses.assignments import list_duties
from courses.models import Course
from courses.web.caching.conditional import build_page_etag, not_modified_response, set_etag
from people.models import Person
from plan.publication import read_publication_tag


class HomePage(SitePage):
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two short sentences."))
    body = StreamField(InfoBody(), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    base_form_class = BodyPageForm
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.CatalogPage", "cms.InfoPage", "cms.PlanProgressPage"]
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Of the catalogue, as learners see it; pages may be ahead of it.
        newest = Course.objects.live().select_related("picture").order_by("-published_at")[:6]
        due = list_duties(request.user) if isinstance(request.user, Person) else []
        return super().get_context(request, *args, **kwargs) | {"courses": newest, "due": due}


class InfoPage(SitePage):
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two short sentences."))
    body = StreamField(InfoBody(), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    base_form_class = BodyPageForm
    parent_page_types = ["cms.HomePage", "cms.InfoPage"]
    subpage_types = ["cms.InfoPage"]
    template = "cms/info_page.html"

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")


class PlanProgressPage(SitePage):
    """Shows everybody how far the plan is met, from locked months only.

    The template draws figures by tags of reporting: the two faces do not know each other.
    """

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two short sentences."))
    body = StreamField(
        InfoBody(), verbose_name=_("how it is counted, and other words"), blank=True
    )

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    base_form_class = BodyPageForm
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    template = "cms/plan_progress_page.html"

    class Meta:
        verbose_name = _("page of the plan's progress")
        verbose_name_plural = _("pages of the plan's progress")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = (self.pk, self.last_published_at, request.get_full_path(), read_publication_tag())
        tag = build_page_etag(request, *seen)
        early = not_modified_response(request, tag)
        if early is not None:
            return early
        return set_etag(super().serve(request, *args, **kwargs).render(), tag)
