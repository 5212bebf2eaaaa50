"""Writes what a file of figures is about: of whom, of which day, by which rule, for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from people.files import Sheet, SheetRow
from people.models import Agency, Person
from people.text.formatting import to_tenth
from plan.levels import LevelNames
from plan.models import Measure, Plan
from reporting.figures.rosters import read_match
from reporting.query.scope import Scope


def describe_report(
    scope: Scope,
    names: LevelNames,
    *,
    listed: Sequence[SheetRow] = (),
    rule: str = "",
    address: str = "",
) -> list[SheetRow]:
    """Return the lines about a file. ``listed`` tell who is on a list of people.

    ``rule`` tells how they were counted where it is not by the measure alone.
    """
    subject: list[SheetRow] = [
        [_("Measure"), scope.measure_name],
        *describe_skill(scope, names),
        *listed,
    ]
    return describe_unit(
        scope.viewer,
        scope.unit,
        scope.day,
        subject=subject,
        rule=rule or _tell_rule(scope.measure),
        address=address,
    )


def describe_unit(
    viewer: Person,
    unit: Agency,
    day: dt.date,
    *,
    rule: str,
    address: str,
    subject: Sequence[SheetRow] = (),
) -> list[SheetRow]:
    """Return the lines about a file of a unit, with those about its ``subject``."""
    plan = Plan.objects.published(day).order_by("-is_leading", "pk").first()
    return [
        [_("Unit code"), unit.code],
        [_("Unit"), unit.name],
        [_("Day"), day],
        *describe_future(day),
        *subject,
        [_("Plan"), plan.name if plan else ""],
        *_describe_match(unit, day),
        [_("How it was counted"), rule],
        [_("Asked by"), str(viewer)],
        [_("Written at"), timezone.now()],
        [_("Address"), settings.SITE_URL + address],
    ]


def describe_people(counted: int) -> list[SheetRow]:
    """Return of how many people or completions a list is, and why it may name fewer."""
    return [
        [_("Counted in all"), counted],
        [_("Names"), _("Whoever serves elsewhere today is counted, but not named.")],
    ]


def describe_future(day: dt.date) -> list[SheetRow]:
    """Return what is counted of a day that is to come; nothing of any other."""
    if day <= timezone.localdate():
        return []
    known = _("Still to come. Counted is what is known of it today: postings and proofs.")
    return [[_("About the day"), known]]


def _describe_match(unit: Agency, day: dt.date) -> list[SheetRow]:
    """Return how well the people of the unit are known: some queries, or none."""
    match = read_match(unit, day)
    lines: list[SheetRow] = [
        [_("Newest staff roster"), match.roster_on or _("none was brought")],
        [_("Percent of those posted in staff rosters of the last year"), to_tenth(match.share)],
    ]
    if not match.tells_percent:
        lines.append(
            [_("Percentages"), _("Not told: staff rosters name too few of those posted.")]
        )
    return lines


def build_about_sheet(lines: list[SheetRow]) -> Sheet:
    """Return the sheet of a workbook that tells what its tables are about."""
    return Sheet(_("About this file"), [_("What"), _("Value")], lines)


def describe_skill(scope: Scope, names: LevelNames) -> list[SheetRow]:
    """Return the lines about the skill of a file; none where there are no skills."""
    if scope.skill is None:
        return []
    return [
        [_("Skill code"), scope.skill.code],
        [_("Skill"), scope.skill.name],
        [_("Level or above"), scope.name_level(names)],
    ]


def _tell_rule(measure: Measure) -> str:
    if measure == Measure.TRAINED:
        return _(
            "Every completion up to the day while the person was posted in the unit or below it, "
            "even if the person serves elsewhere today. Revoked ones do not count."
        )
    return _(
        "Everyone posted in the unit or below it on the day with valid evidence of the skill at "
        "the level or above. Expired and revoked evidence does not count. Each person counts once."
    )
