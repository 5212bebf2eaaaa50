"""Defines the blocks that questions are written in. Ids of blocks are ids of answers.

What is not translated (numbers, units, which answer is right) is no `CharBlock`: only those are
segments for translators.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.comparing import compare_in_words
from cms.questions.media_blocks import PartMediaBlocks
from cms.questions.rubrics import PRESET_CHOICES, USUAL
from courses.items.kinds.essay import LONGEST_ESSAY, SHORTEST_LIMIT, USUAL_LIMIT

_LONGEST_ANSWER = 300
_LONGEST_TYPED = 200  # as long as somebody may type
_NUMBER = r"^\s*[-+\u2212]?[\d.,]{1,32}\s*$"  # \d: digits of any script


class OptionBlock(blocks.StructBlock):
    """One answer of a question. ``is_correct`` is never translated and never rendered."""

    # Without a text it is a picture or a sound: the question asks for one of them.
    text = blocks.CharBlock(
        label=_("Answer"), required=False, default="", max_length=_LONGEST_ANSWER
    )
    media = PartMediaBlocks(label=_("Picture or sound"))
    is_correct = blocks.BooleanBlock(label=_("This is right"), required=False)
    keeps_place = blocks.BooleanBlock(
        label=_("Keeps its place"),
        required=False,
        help_text=_("For “all of the above”: the other answers are shuffled around it."),
    )
    # Of a text: translators have no sentence for the None of answers written before it.
    feedback = blocks.CharBlock(
        label=_("Told to who chose it"), required=False, default="", max_length=_LONGEST_ANSWER
    )

    class Meta:
        icon = "radio-full"
        label = _("Answer")
        group = _("One answer, several answers")


class TruthBlock(blocks.StructBlock):
    is_true = blocks.BooleanBlock(label=_("The sentence is true"), required=False)

    class Meta:
        icon = "tick"
        label = _("True or false")
        group = _("True or false")


class PairBlock(blocks.StructBlock):
    left = blocks.CharBlock(
        label=_("Line"), required=False, default="", max_length=_LONGEST_ANSWER
    )
    media = PartMediaBlocks(label=_("Picture or sound of the line"))
    right = blocks.CharBlock(
        label=_("Belongs to it"), required=False, default="", max_length=_LONGEST_ANSWER
    )
    right_media = PartMediaBlocks(label=_("Picture or sound of what belongs to it"))

    class Meta:
        icon = "link"
        label = _("Pair")
        group = _("Matching")


class SpareBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        label=_("Answer"), required=False, default="", max_length=_LONGEST_ANSWER
    )
    media = PartMediaBlocks(label=_("Picture or sound"))

    class Meta:
        icon = "link"
        label = _("Answer that belongs to no line")
        group = _("Matching")


class StepBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        label=_("Step"), required=False, default="", max_length=_LONGEST_ANSWER
    )
    media = PartMediaBlocks(label=_("Picture or sound"))

    class Meta:
        icon = "list-ol"
        label = _("Step, in the right order")
        group = _("Putting in order")


class MemberBlock(blocks.StructBlock):
    """An answer of a group."""

    text = blocks.CharBlock(
        label=_("Answer"), required=False, default="", max_length=_LONGEST_ANSWER
    )
    media = PartMediaBlocks(label=_("Picture or sound"))


class CategoryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Group"), max_length=_LONGEST_ANSWER)
    members = blocks.ListBlock(MemberBlock(), label=_("Answers that belong to it"))

    class Meta:
        icon = "folder-open-inverse"
        label = _("Group")
        group = _("Sorting into groups")


class NumberBlock(blocks.StructBlock):
    value = blocks.RegexBlock(label=_("The right number"), regex=_NUMBER)
    tolerance = blocks.RegexBlock(
        label=_("How far off is still right"), regex=_NUMBER, required=False
    )

    class Meta:
        icon = "order"
        label = _("The right number")
        group = _("A number")


class UnitBlock(blocks.StructBlock):
    name = blocks.RegexBlock(label=_("Unit of measure"), regex=r"^[^:]{1,30}$")
    factor = blocks.RegexBlock(
        label=_("One of it is how many of the first unit"),
        regex=_NUMBER,
        default="1",
        help_text=_("1 for the unit of the right number; 1000 for kilometres beside metres."),
    )

    class Meta:
        icon = "order"
        label = _("Unit of measure to choose")
        group = _("A number")


class AcceptedBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        label=_("Answer that is right"),
        max_length=_LONGEST_TYPED,
        help_text=_("Spaces, capitals and the script of digits do not matter."),
    )

    class Meta:
        icon = "pilcrow"
        label = _("Answer that is right")
        group = _("Short answer")


class GapBlock(blocks.StructBlock):
    accepted = blocks.ListBlock(
        blocks.CharBlock(label=_("Answer"), max_length=_LONGEST_TYPED), label=_("Right answers")
    )
    wrong = blocks.ListBlock(
        blocks.CharBlock(label=_("Answer"), max_length=_LONGEST_TYPED),
        label=_("Wrong answers to choose from"),
        default=[],
        help_text=_("With one of these the gap is chosen from a list, else it is typed."),
    )

    class Meta:
        icon = "minus"
        label = _("Gap")
        group = _("Gaps in a text")


class SegmentBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Words"), max_length=_LONGEST_ANSWER)
    is_correct = blocks.BooleanBlock(label=_("This is right"), required=False)

    class Meta:
        icon = "edit"
        label = _("Words to choose")
        group = _("Words in a text")


class EssayRulesBlock(blocks.StructBlock):
    limit = blocks.IntegerBlock(
        label=_("Characters at most"),
        min_value=SHORTEST_LIMIT,
        max_value=LONGEST_ESSAY,
        default=USUAL_LIMIT,
        help_text=_("As a person counts them: a letter with its signs is one."),
    )
    is_shown = blocks.BooleanBlock(
        label=_("Learners see the rubric before they write"), required=False
    )
    preset = blocks.ChoiceBlock(
        label=_("Rubric, unless you write criteria below"),
        choices=[(name, gettext_lazy(title)) for name, title in PRESET_CHOICES],
        default=USUAL,
    )
    note = blocks.TextBlock(
        label=_("Note for who marks it"), required=False, default="", max_length=2000
    )

    class Meta:
        icon = "edit"
        label = _("How long it may be, and how it is marked")
        group = _("Essay")


class RubricLevelBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("How well it is met"), max_length=_LONGEST_ANSWER)
    points = blocks.IntegerBlock(label=_("Points"), min_value=0, max_value=100)


class CriterionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What is looked at"), max_length=_LONGEST_ANSWER)
    levels = blocks.ListBlock(
        RubricLevelBlock(), label=_("Levels, from the lowest"), min_num=2, max_num=12
    )

    class Meta:
        icon = "list-ul"
        label = _("Criterion")
        group = _("Essay")


class AnswerOptions(blocks.StreamBlock):
    option = OptionBlock()
    truth = TruthBlock()
    pair = PairBlock()
    spare = SpareBlock()
    step = StepBlock()
    category = CategoryBlock()
    number = NumberBlock()
    unit = UnitBlock()
    accepted = AcceptedBlock()
    gap = GapBlock()
    segment = SegmentBlock()
    essay = EssayRulesBlock()
    criterion = CriterionBlock()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        compare_in_words(self)
