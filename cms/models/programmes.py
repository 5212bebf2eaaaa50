"""Describes programmes as trainers compose them: sets of courses that lead to one certificate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import CourseSets
from cms.gate import Obstacle
from cms.models.base import PointsPage, same_in_all_languages
from cms.models.catalogs import AgencyCatalogPage
from cms.models.panels import ReadinessPanel
from cms.models.skills import PageSkill
from courses.course_sets import CourseSet
from courses.models import Course
from people.models import Agency, Person
from people.text.formatting import number


class ProgrammePageSkill(PageSkill):
    """A skill that the certificate of the programme proves, and at which level."""

    page = ParentalKey("cms.ProgrammePage", on_delete=models.CASCADE, related_name="skills")

    class Meta(PageSkill.Meta):
        verbose_name = _("skill proved")
        verbose_name_plural = _("skills proved")


class ProgrammePage(PointsPage):
    """Names courses of the catalogue, of whichever agency, and how many of them are asked."""

    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("What one can do after the programme, in two sentences."),
    )
    audience = models.CharField(
        _("audience"),
        max_length=10,
        choices=Person.Audience.choices,
        blank=True,
        help_text=_("Empty: everyone."),
    )
    validity_months = models.PositiveSmallIntegerField(
        _("months a certificate is valid"), null=True, blank=True
    )
    sets = StreamField(
        CourseSets(),
        verbose_name=_("parts of the programme"),
        blank=True,
        help_text=_(
            "Whoever has begun goes on with what the programme asked then, and may choose what it"
            " asks now."
        ),
    )

    content_panels = [
        *Page.content_panels,
        ReadinessPanel(heading=_("Before you publish")),
        FieldPanel("summary"),
        FieldPanel("sets"),
        FieldRowPanel([FieldPanel("audience"), FieldPanel("validity_months")]),
        PointsPage.points_panel,
        InlinePanel("skills", label=_("Skill proved"), heading=_("Skills proved")),
    ]
    override_translatable_fields = [
        *PointsPage.override_translatable_fields,
        same_in_all_languages("audience"),
    ]
    parent_page_types = ["cms.AgencyCatalogPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/programme_page.html"

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    @property
    def agency(self) -> Agency:
        """Return the owner: the agency of the catalogue page that holds the programme."""
        return AgencyCatalogPage.objects.select_related("agency").parent_of(self).get().agency

    def public_path(self) -> str:
        return reverse("courses:programme", args=self.slugs(1))

    @cached_property
    def _courses(self) -> dict[str, Course]:
        """Return the courses that the page names, by key."""
        keys = [key for block in self.sets for key in block.value["courses"] if key]
        return {str(course.key): course for course in Course.objects.filter(key__in=keys)}

    def list_sets(self, words: ProgrammePage | None = None) -> list[CourseSet]:
        """Return what is asked, with the titles of ``words``, a page in another language."""
        titles = {block.id: block.value["title"] for block in (words or self).sets}
        return [self._read_set(block.value, titles.get(block.id, "")) for block in self.sets]

    def _read_set(self, value: Any, title: str) -> CourseSet:
        named = (self._courses.get(key) for key in value["courses"])
        return CourseSet(
            courses=[course for course in named if course],
            required=value["required"],
            in_order=value["in_order"],
            waits=value["waits"],
            title=title,
        )

    def list_problems(self) -> list[Obstacle]:
        problems = [*self._list_missing_courses(), *self._list_wrong_sets()]
        problems += self._list_wrong_order()
        return [*problems, *self._list_idle_renewal(), *super().list_problems()]

    def _list_missing_courses(self) -> Iterator[Obstacle]:
        sets = self.list_sets()
        if not sets:
            yield Obstacle(gettext("The programme asks for nothing. Add a part with courses."))
        for course in (course for one in sets for course in one.courses):
            if not course.is_live:
                told = gettext("The course “%(title)s” is no longer published. Name another one.")
                yield Obstacle(told % {"title": course.title})

    def _list_wrong_sets(self) -> Iterator[Obstacle]:
        sets = self.list_sets()
        for place, one in enumerate(sets, start=1):
            if not 1 <= one.count <= len(one.courses):
                told = gettext("Part %(part)s asks for %(asked)s of %(offered)s courses.")
                counts = {"part": place, "asked": one.count, "offered": len(one.courses)}
                yield Obstacle(told % {name: number(count) for name, count in counts.items()})
        named = Counter(course for one in sets for course in one.courses)
        for course in (course for course, times in named.items() if times > 1):
            told = gettext("The course “%(title)s” is named twice.")
            yield Obstacle(told % {"title": course.title})

    def _list_wrong_order(self) -> Iterator[Obstacle]:
        """Tell of courses that would wait for one that opens only after them."""
        for one in self.list_sets():
            later = {str(course.key): course for course in one.courses} if one.in_order else {}
            for course in one.courses if one.in_order else ():
                later.pop(str(course.key), None)
                asked = [later.get(before.get("course", "")) for before in course.prerequisites]
                for before in filter(None, asked):
                    told = gettext("“%(title)s” asks for “%(before)s” first. Put it after that.")
                    yield Obstacle(told % {"title": course.title, "before": before.title})

    def _list_idle_renewal(self) -> Iterator[Obstacle]:
        """Tell of a certificate that would be renewed without doing anything."""
        ends = any(course.validity_months for course in self._courses.values())
        if self.validity_months and not ends:
            yield Obstacle(
                gettext(
                    "The certificate of the programme ends, but that of none of its courses does:"
                    " whoever renews it would have nothing to do. Leave its months empty, or name"
                    " a course whose certificate ends."
                )
            )

    def clean(self) -> None:
        super().clean()
        # Wagtail compares siblings only, but programmes of all agencies share one address.
        others = ProgrammePage.objects.filter(slug=self.slug)
        if others.exclude(translation_key=self.translation_key).exists():
            raise ValidationError({"slug": _("Another programme has this address already.")})
