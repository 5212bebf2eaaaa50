"""Describes courses as trainers write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import Select
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.course_terms.page import TermsPage
from cms.course_terms.reading import list_term_problems
from cms.gate import Obstacle
from cms.models.base import same_in_all_languages
from cms.models.catalogs import AgencyCatalogPage
from cms.models.forms import CoursePageForm
from cms.models.panels import ReadinessPanel, ReadingPanel
from cms.models.skills import PageSkill
from people.models import Agency, Person


class CoursePageSkill(PageSkill):
    """A skill that the course teaches, and up to which level."""

    page = ParentalKey("cms.CoursePage", on_delete=models.CASCADE, related_name="skills")

    class Meta(PageSkill.Meta):
        verbose_name = _("skill taught")
        verbose_name_plural = _("skills taught")


class CoursePage(TermsPage):
    class DurationUnit(models.TextChoices):
        MINUTES = "minutes", _("minutes")
        HOURS = "hours", _("hours")

    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("What one can do after the course, in two sentences."),
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
    gives_certificate = models.BooleanField(
        _("gives a certificate"),
        default=True,
        db_default=True,  # for processes of the release before, which do not write it
        help_text=_("Without it, a course may be published that has lessons and no test."),
    )
    certificate_design = models.CharField(
        _("design of the certificate"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text=_("Empty, or once it is retired: that of the nearest agency."),
    )
    renews_by_final_test = models.BooleanField(
        _("renewal by the final test only"),
        default=False,
        db_default=False,
        help_text=_(
            "Whoever renews a certificate takes only the final test, unless an edition or a lesson"
            " has come since. Without a final test the whole course is taken again."
        ),
    )

    attendance_percent = models.PositiveSmallIntegerField(
        _("attendance asked at a class session, in percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "Empty: none. Else nobody completes the course who attended less of a session of it."
            " The rule of the civil service is 90."
        ),
    )

    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_(
            "By this day somebody reads the course again: its owner hears of it 30 days before and"
            " on the day. Afterwards it counts as missing where the plan needs it. Empty: never."
        ),
    )
    # Written by the acts of the outline only.
    review_begun_on = models.DateField(null=True, blank=True, editable=False)
    course_owner = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("course owner"),
        help_text=_(
            "Who looks after the course. Empty, or once they are no trainer of it any more: all"
            " trainers of the agency."
        ),
    )
    allows_download = models.BooleanField(
        _("may be kept for reading offline"),
        default=False,
        db_default=False,
        help_text=_(
            "Learners may load its lessons as a book (EPUB), without quizzes. What is in their"
            " hands stays there when the course changes."
        ),
    )

    duration = models.PositiveSmallIntegerField(
        _("duration"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(999)],
        help_text=_("All of it, with tests and class sessions. Empty: what its lessons say."),
    )
    duration_unit = models.CharField(
        _("unit of the duration"),
        max_length=7,
        choices=DurationUnit.choices,
        default=DurationUnit.MINUTES,
        db_default=DurationUnit.MINUTES,
    )
    # Names of sectors, as agencies have them.
    sectors = models.JSONField(
        _("sectors that it serves"),
        blank=True,
        default=list,
        db_default=[],
        help_text=_("Whose field of work it is about. None: of all."),
    )
    asks_feedback = models.BooleanField(
        _("ask for feedback"),
        default=True,
        db_default=True,
        help_text=_(
            "Some months after it, people are asked whether they use the course at work. Without"
            " it nobody is asked any more, and what was said is kept. A question of a test may be"
            " called wrong in any case."
        ),
    )
    picture = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture of the course"),
        help_text=_("Shown in lists of courses, on its page, and where its link is shared."),
    )
    picture_words = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        default="",
        db_default="",  # of this and what follows: the release before writes none
        help_text=_("Read aloud to those who cannot see it."),
    )
    picture_decorates = models.BooleanField(
        _("it only decorates"), default=False, db_default=False
    )

    content_panels = [
        *Page.content_panels,
        ReadinessPanel(heading=_("Before you publish")),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("duration"), FieldPanel("duration_unit")]),
                ReadingPanel(),
                FieldPanel("sectors"),
            ],
            heading=_("Duration and sectors"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("picture"),
                FieldPanel("picture_words"),
                FieldPanel("picture_decorates"),
            ],
            heading=_("Picture of the course"),
        ),
        FieldRowPanel([FieldPanel("review_by"), FieldPanel("course_owner", widget=Select)]),
        FieldPanel("outcomes"),
        FieldRowPanel([FieldPanel("gives_certificate"), FieldPanel("validity_months")]),
        FieldPanel("certificate_design"),
        FieldPanel("renews_by_final_test"),
        TermsPage.points_panel,
        FieldPanel("attendance_percent"),
        FieldPanel("allows_download"),
        FieldPanel("asks_feedback"),
        *TermsPage.terms_panels,
        InlinePanel("skills", label=_("Skill taught"), heading=_("Skills taught")),
        TermsPage.edition_panel,
    ]
    override_translatable_fields = [
        *TermsPage.override_translatable_fields,
        same_in_all_languages("audience"),
        same_in_all_languages("gives_certificate"),
        same_in_all_languages("attendance_percent"),
        same_in_all_languages("review_by"),
        same_in_all_languages("review_begun_on"),
        same_in_all_languages("course_owner"),
        *map(
            same_in_all_languages,
            (
                *("allows_download", "duration", "duration_unit", "sectors", "asks_feedback"),
                *("picture", "picture_decorates", "certificate_design"),
            ),
        ),
    ]
    # A copy is nobody's review.
    exclude_fields_in_copy: ClassVar[list[str]] = ["review_begun_on"]
    base_form_class = CoursePageForm
    parent_page_types = ["cms.AgencyCatalogPage"]
    subpage_types = ["cms.ModulePage", "cms.QuizPage"]
    template = "cms/course_page.html"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @property
    def agency(self) -> Agency:
        """Return the owner: the agency of the catalogue page that holds the course."""
        return AgencyCatalogPage.objects.select_related("agency").parent_of(self).get().agency

    @property
    def minutes(self) -> int | None:
        """Return how many minutes the course takes, as its author says."""
        is_hours = self.duration_unit == self.DurationUnit.HOURS
        return self.duration and self.duration * (60 if is_hours else 1)

    def public_path(self) -> str:
        return reverse("courses:course", args=self.slugs(1))

    def list_problems(self) -> list[Obstacle]:
        own = [*self._list_missing_parts(), *list_term_problems(self)]
        return [*own, *super().list_problems()]

    def _list_missing_parts(self) -> Iterator[Obstacle]:
        parts = self.list_published_parts()
        has_lesson, has_test = "lessonpage" in parts, "quizpage" in parts
        if not self.gives_certificate:
            if not (has_lesson or has_test):
                yield self._mended_in_outline(
                    gettext("The course is empty. Publish a lesson or a test of it first."),
                    *("lessonpage", "quizpage"),
                )
            return
        if not has_lesson:
            yield self._mended_in_outline(
                gettext("The course has no published lesson. Publish its lessons first."),
                "lessonpage",
            )
        if not has_test:
            yield self._mended_in_outline(
                gettext(
                    "The course has no published test. Publish one first, or untick “Gives a"
                    " certificate”: without a test there is nothing to certify."
                ),
                "quizpage",
            )

    def _mended_in_outline(self, words: str, *awaits: str) -> Obstacle:
        if not self.pk:
            return Obstacle(words, awaits=awaits)
        outline = reverse("course_outline", args=[self.pk])
        return Obstacle(words, outline, gettext("Outline of the course"), awaits)

    def list_published_parts(self, *, without: PageQuerySet | None = None) -> set[str]:
        """Return the kinds of pages that are published in the course, in any language."""
        # In any: a translated course shows the lessons of its source until they are.
        parts = Page.objects.live().filter(alias_of=None)
        # Of a first test nobody passes: it is no test to certify by. By its name, for it stands
        # in a module that reads this one.
        quizzes = apps.get_model("cms", "QuizPage").objects.filter(is_first_test=True)
        parts = parts.exclude(pk__in=quizzes.values("pk"))
        if without is not None:
            parts = parts.exclude(pk__in=without)
        found: set[str] = set()
        for course in CoursePage.objects.filter(translation_key=self.translation_key):
            found |= set(parts.descendant_of(course).values_list("content_type__model", flat=True))
        return found

    def clean(self) -> None:
        super().clean()
        if self.picture_id and not (self.picture_words.strip() or self.picture_decorates):
            told = _("Say what the picture shows, or that it only decorates.")
            raise ValidationError({"picture_words": told})
        # Wagtail compares siblings only, but courses of all agencies share one address.
        others = CoursePage.objects.filter(slug=self.slug)
        if others.exclude(translation_key=self.translation_key).exists():
            raise ValidationError({"slug": _("Another course has this address already.")})
