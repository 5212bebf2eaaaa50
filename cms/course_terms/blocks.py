"""Defines the blocks in which authors write rules of passing and what is to be learnt before."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import list_course_choices
from plan.levels import list_level_choices
from plan.skill_choices import list_skill_choices

_MOST_CONDITIONS, _MOST_GROUPS = 6, 6


class QuizTermBlock(blocks.StructBlock):
    """A quiz of the course, passed or with a score that is enough."""

    quiz = blocks.PageChooserBlock(label=_("Quiz"), page_type="cms.QuizPage")
    at_least = blocks.IntegerBlock(
        label=_("Score that is enough, in percent"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Empty: its pass mark."),
    )

    class Meta:
        icon = "help"
        label = _("A quiz")


def _percent_block(label: object, default: int) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=label, default=default, min_value=1, max_value=100)


class PassingGroup(blocks.StreamBlock):
    """Conditions that stand together."""

    lessons = _percent_block(_("Lessons read, in percent"), 100)
    quizzes = blocks.StaticBlock(label=_("All quizzes passed"))
    quiz = QuizTermBlock()
    attendance = _percent_block(_("Attendance at a class session, in percent"), 90)
    optional_lessons = blocks.IntegerBlock(
        label=_("Optional lessons read, number"), default=1, min_value=1, max_value=100
    )

    class Meta:
        label = _("Conditions")
        min_num = 1
        max_num = _MOST_CONDITIONS


class PassingBlocks(blocks.StreamBlock):
    """A rule: groups of conditions."""

    group = PassingGroup()

    class Meta:
        required = False
        max_num = _MOST_GROUPS


class SkillBeforeBlock(blocks.StructBlock):
    """A skill that is held before, at a level."""

    skill = blocks.ChoiceBlock(label=_("Skill"), choices=list_skill_choices)
    level = blocks.ChoiceBlock(label=_("Level"), choices=list_level_choices)

    class Meta:
        icon = "pick"
        label = _("A skill")


class PrerequisiteBlocks(blocks.StreamBlock):
    course = blocks.ChoiceBlock(label=_("A course"), choices=list_course_choices)
    skill = SkillBeforeBlock()

    class Meta:
        required = False
        max_num = 10


class UnitBlocks(blocks.StreamBlock):
    unit = blocks.CharBlock(label=_("Code of the unit"), max_length=50)

    class Meta:
        required = False
        max_num = 50
