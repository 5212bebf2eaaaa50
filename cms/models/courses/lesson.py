"""Describes modules and lessons as trainers write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import LessonBody, PackageValue
from cms.gate import (
    Obstacle,
    list_access_advice,
    list_body_problems,
    list_weight_problems,
)
from cms.models.base import PublishedPage
from cms.models.catalogs import AgencyCatalogPage, find_nearest_shelf
from cms.models.forms import BodyPageForm
from cms.models.panels import FollowingPanel, ReadinessPanel
from cms.rendering import render_body
from courses.models import Package


class ModulePage(PublishedPage):
    parent_page_types = ["cms.CoursePage"]
    subpage_types = ["cms.LessonPage", "cms.QuizPage"]
    template = "cms/module_page.html"

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def public_path(self) -> str:
        return reverse("courses:course", args=self.slugs(2)[:1])


class LessonPageForm(BodyPageForm):
    """Leaves what a lesson takes from another one alone: it is written there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        link = getattr(self.instance, "link", None)
        if link is not None and link.ended_at is None:
            for name in {"title", "body"} & self.fields.keys():
                del self.fields[name]


class LessonPage(PublishedPage):
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=10, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    is_optional = models.BooleanField(
        _("optional"),
        default=False,
        db_default=False,
        help_text=_("For further reading: the course is completed without it."),
    )
    body = StreamField(LessonBody(), verbose_name=_("text"), blank=True)

    content_panels = [
        *Page.content_panels,
        ReadinessPanel(heading=_("Before you publish")),
        FollowingPanel(heading=_("Lesson that it follows")),
        FieldPanel("minutes"),
        FieldPanel("is_optional"),
        FieldPanel("body"),
    ]
    base_form_class = LessonPageForm
    parent_page_types = ["cms.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/lesson_page.html"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def public_path(self) -> str:
        return reverse("courses:lesson", args=self.slugs(3))

    def list_problems(self) -> list[Obstacle]:
        weight = list_weight_problems(self.body, language=self.language)
        own = [*list_body_problems(self.body), *self._list_foreign_packages()]
        return [*own, *weight, *super().list_problems()]

    def list_weaknesses(self) -> list[str]:
        """Return sentences for the author: what those would miss who hear the lesson."""
        return list_access_advice(self.render_draft())

    def _list_foreign_packages(self) -> Iterator[Obstacle]:
        """Yield packages of an agency that is neither the lesson's nor above it."""
        for package in self._list_packages():
            if not self._may_show(package):
                told = gettext("The package “%(title)s” belongs to another agency.")
                yield Obstacle(told % {"title": package.title})

    def _list_packages(self) -> list[Package]:
        values = [block.value for block in self.body if isinstance(block.value, PackageValue)]
        return [value["package"] for value in values if value["package"]]

    @cached_property
    def _shelf(self) -> AgencyCatalogPage | None:
        return find_nearest_shelf(self)

    def _may_show(self, package: Package) -> bool:
        shelf = self._shelf
        if shelf is None or package.agency_id == shelf.agency_id:
            return True
        return shelf.agency.is_descendant_of(package.agency)

    def find_package(self, package: int) -> Package | None:
        """Return the package if the lesson names it and may show it."""
        named = (one for one in self._list_packages() if one.pk == package)
        return next((one for one in named if self._may_show(one)), None)

    def render_draft(self, address: str = "lesson_package", *args: int) -> SafeString:
        """Return the text as written now; packages are played where their authors try them."""
        place = args or (self.pk,)
        packages = self._list_packages() if self.pk else []
        addresses = {
            f"packages/{one.pk}/": reverse(address, args=[*place, one.pk]) for one in packages
        }
        return render_body(self.body, language=self.language, addresses=addresses)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"html": self.render_draft()}
