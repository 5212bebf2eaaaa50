"""Defines the blocks that programmes are composed of."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.comparing import compare_in_words
from courses.models import Course
from people.text.collation import sort_key


def list_course_choices() -> list[tuple[str, str]]:
    """Return the published courses of all agencies by key, in the order of a dictionary."""
    rows = [
        (str(course.key), course.title) for course in Course.objects.live().only("key", "titles")
    ]
    return sorted(rows, key=lambda row: sort_key(row[1]))


class CourseSetBlock(blocks.StructBlock):
    """Courses of a programme, of which all are asked or a number."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    courses = blocks.ListBlock(
        blocks.ChoiceBlock(label=_("Course"), choices=list_course_choices),
        label=_("Courses"),
        min_num=1,
    )
    required = blocks.IntegerBlock(
        label=_("How many of them"),
        required=False,
        min_value=1,
        help_text=_("Empty: all of them."),
    )
    in_order = blocks.BooleanBlock(
        label=_("One course after the other"),
        required=False,
        help_text=_("Each course opens after the one before it."),
    )
    waits = blocks.BooleanBlock(
        label=_("Opens after the parts before"),
        required=False,
        help_text=_("Courses that somebody completed already count all the same."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Part of the programme")


class CourseSets(blocks.StreamBlock):
    part = CourseSetBlock()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        compare_in_words(self)
