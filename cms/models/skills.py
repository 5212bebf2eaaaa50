"""Lets authors name skills with levels: by framework, area and code, a level by its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from plan.levels import HIGHEST_LEVEL, list_level_choices
from plan.models import Skill
from plan.skill_choices import NOTHING_CHOSEN, OfferedChoices, list_skill_choices


class SkillSelect(forms.Select):
    """Lists competences by area; those that a target asks for today stand first."""

    shared: list[Any] | None = None  # what a page with several lists read for all of them

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        # Read when it is drawn: a widget is made once, when the server starts.
        self.choices = list_skill_choices() if self.shared is None else self.shared
        return super().optgroups(name, value, attrs)


class LevelSelect(forms.Select):
    """Lists the numbers of levels with the names that frameworks give them."""

    shared: list[Any] | None = None

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        # Nothing is chosen until somebody chooses: the first level would pass for an answer.
        if self.shared is None:
            self.choices = [*NOTHING_CHOSEN, *list_level_choices()]
        else:
            self.choices = self.shared
        return super().optgroups(name, value, attrs)


def share_choices(choices: OfferedChoices, *drawn: forms.BaseForm) -> None:
    """Let all lists of skills and of levels in the forms show what was read once for them."""
    for form in drawn:
        for field in form.fields.values():
            if isinstance(field.widget, SkillSelect):
                field.widget.shared = choices.skills
            if isinstance(field.widget, LevelSelect):
                field.widget.shared = choices.levels


class PageSkill(Orderable):
    """A skill at a level, in the list of a page; subclasses point at the page."""

    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("skill"))
    level = models.PositiveSmallIntegerField(
        _("level"), default=1, validators=[MinValueValidator(1), MaxValueValidator(HIGHEST_LEVEL)]
    )

    panels = [
        FieldRowPanel(
            [FieldPanel("skill", widget=SkillSelect), FieldPanel("level", widget=LevelSelect)]
        )
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        # Areas only group the skills that people hold; the list leaves them out, a script may not.
        if self.skill_id and self.skill.area_id is None:
            raise ValidationError({"skill": _("Choose a skill of the area, not the area itself.")})
