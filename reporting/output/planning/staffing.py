"""Lays out who lacks what the posts ask: by requirement, or one requirement unit by unit."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from people.files import Sheet, SheetRow
from people.text.languages import in_language
from plan.levels import LevelNames, name_level
from reporting.figures.profiles import StaffingFigure
from reporting.output.naming import skill_headings, write_skill


def build_staffing_sheet(figures: Iterable[StaffingFigure], names: LevelNames) -> Sheet:
    """Return a line for each requirement, as the page shows them."""
    headings = [_("Position"), _("Kind of unit"), *skill_headings(), *_count_headings()]
    lines = tuple(
        [
            in_language(one.requirement.profile.position),
            str(one.requirement.profile.get_unit_kind_display()),
            *_skill_cells(one, names),
            *_count_cells(one),
        ]
        for one in figures
    )
    return Sheet(pgettext("workbook", "Who lacks what"), headings, lines)


def build_staffing_units_sheet(figures: Iterable[StaffingFigure], names: LevelNames) -> Sheet:
    """Return a line for each unit of one requirement."""
    headings = [_("Unit code"), _("Unit"), *skill_headings(), *_count_headings()]
    lines = tuple(
        [one.unit.code, one.unit.name, *_skill_cells(one, names), *_count_cells(one)]
        for one in figures
    )
    return Sheet(pgettext("workbook", "Who lacks what"), headings, lines)


def _skill_cells(figure: StaffingFigure, names: LevelNames) -> SheetRow:
    skill, level = figure.requirement.skill, figure.requirement.level
    return write_skill(skill, level, name_level(names, skill, level))


def _count_headings() -> SheetRow:
    # A minimum of a larger unit is asked of nobody here alone: its line has no number there.
    return [_("Posted here"), _("Held now"), _("Asked of"), _("Gap")]


def _count_cells(figure: StaffingFigure) -> SheetRow:
    return [figure.posted, figure.held, figure.asked, figure.gap]
