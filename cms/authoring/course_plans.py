"""Holds the plans that a new course may follow: which parts it begins with, in which order.

Their words are translated as those of pages are: the parts get titles in the course's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

DisplayText = Any  # text that is translated when it is shown


@dataclass(frozen=True)
class ModulePlan:
    """A module with the titles of its lessons, and perhaps a quiz for practice."""

    title: DisplayText
    lessons: tuple[DisplayText, ...]
    quiz: DisplayText = ""


@dataclass(frozen=True)
class CoursePlan:
    """What a course begins with. The first lesson is written at once, the others stand empty."""

    name: str
    title: DisplayText
    about: DisplayText
    modules: tuple[ModulePlan, ...]
    final_test: DisplayText = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


_TEST = _("Final test")
COURSE_PLANS = (
    CoursePlan(
        "reading",
        _("Reading and a test"),
        _("One module with a lesson, and a final test that leads to a certificate."),
        (ModulePlan(_("Lessons"), (_("First lesson"),)),),
        _TEST,
    ),
    CoursePlan(
        "modules",
        _("Several modules"),
        _("Three modules, each with a lesson and a quiz for practice, and a final test."),
        (
            ModulePlan(_("What it is"), (_("First lesson"),), _("Practice")),
            ModulePlan(_("How it is done"), (_("Step by step"),), _("Practice")),
            ModulePlan(_("When it goes wrong"), (_("What to do then"),), _("Practice")),
        ),
        _TEST,
    ),
    CoursePlan(
        "class",
        _("A class, prepared and followed up"),
        _(
            "A lesson before the class and one after it, 90 percent of attendance, and a final"
            " test."
        ),
        (
            ModulePlan(_("Before the class"), (_("What to prepare"),)),
            ModulePlan(_("After the class"), (_("What to do at work"),)),
        ),
        _TEST,
        {"attendance_percent": 90},
    ),
    CoursePlan(
        "short",
        _("A few minutes"),
        _("One lesson and a few questions for practice, without a certificate."),
        (ModulePlan(_("Lessons"), (_("First lesson"),), _("Practice")),),
        fields={"gives_certificate": False},
    ),
)


def find_plan(name: str) -> CoursePlan:
    """Return the plan of the name. Raise `KeyError`."""
    return {plan.name: plan for plan in COURSE_PLANS}[name]
