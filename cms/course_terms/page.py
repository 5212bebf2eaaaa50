"""Describes what a course is held to, as fields of its page."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.course_terms.blocks import PassingBlocks, PrerequisiteBlocks, UnitBlocks
from cms.models.base import PointsPage, same_in_all_languages
from people.models import Agency

_LOWEST_GRADE = 13
_GRADES = [MinValueValidator(1), MaxValueValidator(_LOWEST_GRADE)]


class TermsPage(PointsPage):
    """A page with a rule of passing, prerequisites and an audience that is held to."""

    class PassesBy(models.TextChoices):
        ALL = "all", _("All groups are asked; within one, one condition is enough")
        ANY = "any", _("One group is enough; within it, all conditions are asked")

    outcomes = models.TextField(
        _("what one can do afterwards"),
        blank=True,
        default="",
        db_default="",
        max_length=2000,
        help_text=_("One thing a line, beginning with a verb."),
    )
    passes_by = models.CharField(
        _("how the groups are joined"),
        max_length=3,
        choices=PassesBy.choices,
        default=PassesBy.ALL,
        db_default=PassesBy.ALL,  # of this and what follows: the release before writes none
    )
    pass_rule = StreamField(
        PassingBlocks(),
        verbose_name=_("what passes the course"),
        blank=True,
        default=list,
        db_default=[],
        help_text=_(
            "Empty: all lessons and all quizzes. Whoever has begun goes on by the rule of then,"
            " unless the new one is easier."
        ),
    )
    rule_is_for_all = models.BooleanField(
        _("the rule is for those too who have begun"), default=False, db_default=False
    )
    prerequisites = StreamField(
        PrerequisiteBlocks(),
        verbose_name=_("to be learnt before"),
        blank=True,
        default=list,
        db_default=[],
        help_text=_("Whoever lacks it cannot enrol; a trainer of the course may let them."),
    )
    audience_units = StreamField(
        UnitBlocks(),
        verbose_name=_("only these units, and those below"),
        blank=True,
        default=list,
        db_default=[],
        help_text=_("Empty: all."),
    )
    audience_positions = models.TextField(
        _("only these positions"),
        blank=True,
        default="",
        db_default="",
        max_length=500,
        help_text=_("Words of a position, one a line. Any of the lines is enough. Empty: all."),
    )
    grade_from = models.PositiveSmallIntegerField(
        _("grade from"), null=True, blank=True, validators=_GRADES
    )
    grade_to = models.PositiveSmallIntegerField(
        _("grade to"), null=True, blank=True, validators=_GRADES
    )

    terms_panels = [
        MultiFieldPanel(
            [FieldPanel("passes_by"), FieldPanel("pass_rule"), FieldPanel("rule_is_for_all")],
            heading=_("How the course is passed"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldPanel("audience_units"),
                FieldPanel("audience_positions"),
                FieldRowPanel([FieldPanel("grade_from"), FieldPanel("grade_to")]),
                FieldPanel("prerequisites"),
            ],
            heading=_("Who may enrol"),
        ),
    ]
    override_translatable_fields = [
        *PointsPage.override_translatable_fields,
        *map(
            same_in_all_languages,
            (
                *("passes_by", "pass_rule", "rule_is_for_all", "prerequisites"),
                *("audience_units", "audience_positions", "grade_from", "grade_to"),
            ),
        ),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self._check_units()
        if self.grade_from and self.grade_to and self.grade_from > self.grade_to:
            told = _("The first grade is above the last one.")
            raise ValidationError({"grade_to": told})

    def _check_units(self) -> None:
        codes = {str(block.value).strip() for block in self.audience_units}
        known = set(Agency.objects.filter(code__in=codes).values_list("code", flat=True))
        if unknown := sorted(codes - known):
            told = _("No unit has the code %(codes)s.") % {"codes": ", ".join(unknown)}
            raise ValidationError({"audience_units": told})

    @property
    def outcome_lines(self) -> list[str]:
        """Return what one can do afterwards, a line each."""
        return [line for line in map(str.strip, self.outcomes.splitlines()) if line]
