"""Describes questions by tag, skill, level and difficulty; sections of quizzes ask for these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail_localize.fields import SynchronizedField

from cms.models.skills import LevelSelect, SkillSelect
from courses.models import Item
from people.text import clean, fold
from plan.levels import HIGHEST_LEVEL
from plan.models import Skill

_BETWEEN_TAGS = re.compile(r"[,;၊،\n]")
_LONGEST_TAG, _MOST_TAGS = 60, 10


def split_tags(text: str) -> list[str]:
    """Return the tags of a list with commas, each once; spellings that look alike are one tag."""
    cleaned = (clean(part) for part in _BETWEEN_TAGS.split(text))
    return list({fold(tag): tag for tag in cleaned if tag}.values())


def change_tags(text: str, added: str, *, without: str = "") -> str:
    """Return the list of tags with others. Raise `ValidationError` if these are too many."""
    gone = {*fold_tags(without)}
    kept = [tag for tag in split_tags(text) if fold(tag) not in gone]
    return _check_tags(", ".join([*kept, *split_tags(added)]))


def _check_tags(text: str) -> str:
    tags = split_tags(text)
    if len(tags) > _MOST_TAGS or any(len(tag) > _LONGEST_TAG for tag in tags):
        raise ValidationError({"tags": _("Ten tags at most, each of 60 letters at most.")})
    return ", ".join(tags)


@lru_cache(1024)  # a bank of thousands has a few dozen lists of tags
def fold_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a list as they are compared; never shown."""
    return tuple(fold(tag) for tag in split_tags(text))


class _ClassifiedModel(models.Model):
    """Holds what questions are found by; a section of a quiz and a question have it alike."""

    skill = models.ForeignKey(
        Skill, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("skill")
    )
    level = models.PositiveSmallIntegerField(
        _("level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(HIGHEST_LEVEL)],
    )
    difficulty = models.CharField(
        _("difficulty"),
        max_length=10,
        choices=Item.Difficulty.choices,
        blank=True,
        default="",
        db_default="",
    )

    class Meta:
        abstract = True


class KnownItem(_ClassifiedModel):
    """What an author knows of a question: all of it stays here, but what sections draw by."""

    tags = models.CharField(
        _("tags"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("With commas between them. Quizzes draw by them."),
    )
    # By name: courses are below banks in no order that imports could follow.
    reference = models.ForeignKey(
        "cms.LessonPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lesson it belongs to"),
    )
    note = models.TextField(
        _("author's note"),
        blank=True,
        default="",
        db_default="",
        help_text=_("For those who write questions. Learners never see it."),
    )

    known_panel = MultiFieldPanel(
        [
            FieldPanel("tags"),
            FieldRowPanel(
                [
                    FieldPanel("skill", widget=SkillSelect),
                    FieldPanel("level", widget=LevelSelect),
                    FieldPanel("difficulty"),
                ]
            ),
            FieldPanel("reference"),
            FieldPanel("note"),
        ],
        heading=_("What is known of it"),
        classname="collapsed",
    )
    # Beside many other questions: a list of all skills in each would make the form tens of times
    # as large. Where a question has a form of its own, it has all of them.
    short_panel = MultiFieldPanel(
        [FieldRowPanel([FieldPanel("tags"), FieldPanel("difficulty")]), FieldPanel("note")],
        heading=_("What is known of it"),
        help_text=_("Skill, level and lesson: in the list of questions, one by one."),
        classname="collapsed",
    )
    # One record in all languages; nobody translates a note.
    known_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField(name, overridable=False)
        for name in ("tags", "skill", "level", "difficulty", "reference", "note")
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.tags = _check_tags(self.tags)


class QuestionFilter(_ClassifiedModel):
    """Says which questions are meant; what is empty, any question has."""

    tag = models.CharField(_("tag"), max_length=_LONGEST_TAG, blank=True)

    filter_panels: ClassVar[Sequence[Panel]] = [
        FieldRowPanel([FieldPanel("tag"), FieldPanel("difficulty")]),
        FieldRowPanel(
            [FieldPanel("skill", widget=SkillSelect), FieldPanel("level", widget=LevelSelect)]
        ),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        tags = split_tags(self.tag)
        if len(tags) > 1:
            raise ValidationError({"tag": _("Write one tag. Add a section for each further one.")})
        self.tag = "".join(tags)
