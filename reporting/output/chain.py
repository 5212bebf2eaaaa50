"""Lays out a chain, a line for each step, and says by which rule it was counted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.files import Sheet, SheetRow
from plan.levels import LevelNames, name_level
from reporting.chain import Chain
from reporting.output.about import describe_unit


def build_chain_sheet(chain: Chain) -> Sheet:
    """Return the rows of the page; without people where the cohort is too small to be told of."""
    headings = [_("Step"), _("People"), _("Of"), _("Share in percent"), _("Fewer")]
    lines: list[SheetRow] = [
        [str(step.key.label), step.people, step.of, step.share, step.loss] for step in chain.steps
    ]
    lines.append([_("Applied at work"), None, None, None, None])
    return Sheet(_("From enrolment to use"), headings, lines)


def describe_chain(chain: Chain, names: LevelNames, *, address: str) -> list[SheetRow]:
    """Return the lines about the file: one query."""
    scope = chain.cohort.scope
    skill = scope.skill
    subject: list[SheetRow] = [[_("Enrolled in the year"), chain.cohort.year]]
    if skill:
        subject += [
            [_("Skill code"), skill.code],
            [_("Skill"), skill.name],
            [_("Level or above"), name_level(names, skill, scope.level)],
        ]
    if chain.is_hidden:
        subject.append([_("Numbers"), _("Not shown: too few people.")])
    return describe_unit(
        scope.viewer,
        scope.unit,
        scope.day,
        subject=subject,
        rule=_tell_chain_rule(),
        address=address,
    )


def _tell_chain_rule() -> str:
    return _(
        "People posted in the unit or below it on the day who enrolled in the year in a course of"
        " the skill at the level or above; each counts once. Each step is a part of the one"
        " before. Still held: of those certified at least a year before the day, who holds the"
        " skill on it. Whether it is applied at work is not recorded."
    )
