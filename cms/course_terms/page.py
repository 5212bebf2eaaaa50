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
LEAST_DAYS, MOST_DAYS = 30, 1095  # to renew within, once an edition asks for it
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

    # Asked anew at each publishing: what was said is then kept by the edition, and forgotten here.
    is_material = models.BooleanField(
        _("this change matters to who has completed or begun the course"),
        default=False,
        db_default=False,
        help_text=_("Leave it empty for corrections and better words."),
    )
    edition_why = models.CharField(
        _("what was changed and why"), max_length=300, blank=True, default="", db_default=""
    )
    edition_note_my = models.TextField(
        _("note to learners, in Burmese"), max_length=1000, blank=True, default="", db_default=""
    )
    edition_note_en = models.TextField(
        _("note to learners, in English"), max_length=1000, blank=True, default="", db_default=""
    )
    edition_renewal_days = models.PositiveSmallIntegerField(
        _("days within which the course is renewed"),
        null=True,
        blank=True,
        validators=[MinValueValidator(LEAST_DAYS), MaxValueValidator(MOST_DAYS)],
        help_text=_(
            "Whoever completed it before hears by letter and takes it again by then; their"
            " certificate stays. Empty: nobody has to."
        ),
    )

    edition_panel = MultiFieldPanel(
        [
            FieldPanel("is_material"),
            FieldPanel("edition_why"),
            FieldPanel("edition_note_my"),
            FieldPanel("edition_note_en"),
            FieldPanel("edition_renewal_days"),
        ],
        heading=_("When you publish: a new edition?"),
        classname="collapsed",
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
                *("is_material", "edition_why", "edition_note_my", "edition_note_en"),
                "edition_renewal_days",
            ),
        ),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self._check_units()
        if self.is_material and not self.edition_why.strip():
            told = _("Say what was changed and why, or untick that it matters.")
            raise ValidationError({"edition_why": told})
        said = (self.edition_why, self.edition_note_my, self.edition_note_en)
        if not self.is_material and (any(map(str.strip, said)) or self.edition_renewal_days):
            told = _("Tick that the change matters, or empty the fields below: else nobody hears.")
            raise ValidationError({"is_material": told})
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
