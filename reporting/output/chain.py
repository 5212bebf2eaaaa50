"""Lays out a chain, a line for each step, and says by which rule it was counted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.files import Sheet, SheetRow
from plan.levels import LevelNames, name_level
from reporting.chain import Chain, PointsLearnt
from reporting.output.about import describe_unit


def build_chain_sheet(chain: Chain) -> Sheet:
    """Return the rows of the page; without people where the cohort is too small to be told of."""
    headings = [_("Step"), _("People"), _("Of"), _("Share in percent"), _("Fewer")]
    lines: list[SheetRow] = [
        [str(step.key.label), step.people, step.of, step.share, step.loss] for step in chain.steps
    ]
    if not (chain.is_hidden or chain.learnt.is_hidden):
        lines += _build_point_lines(chain.learnt)
    return Sheet(_("From enrolment to use"), headings, lines)


def _build_point_lines(learnt: PointsLearnt) -> list[SheetRow]:
    """Return the lines about points before and after; points stand in percent."""
    people = learnt.people
    return [
        [_("Learnt: more points after than before"), learnt.rose, people, learnt.share, None],
        [_("Mean points before, in percent"), None, people, _round_points(learnt.before), None],
        [_("Mean points after, in percent"), None, people, _round_points(learnt.after), None],
    ]


def _round_points(points: float | None) -> float | None:
    return None if points is None else round(points, 1)


def describe_chain(chain: Chain, names: LevelNames, *, address: str) -> list[SheetRow]:
    """Return the lines about the file: one query."""
    scope = chain.cohort.scope
    skill = scope.skill
    years = chain.cohort.years
    subject: list[SheetRow] = [[_("Enrolled in the year"), chain.cohort.year]]
    if chain.cohort.phase:
        subject = [[_("Enrolled in the phase"), f"{chain.cohort.phase} ({years[0]}–{years[-1]})"]]
    if skill:
        subject += [
            [_("Skill code"), skill.code],
            [_("Skill"), skill.name],
            [_("Level or above"), name_level(names, skill, scope.level)],
        ]
    if chain.is_hidden:
        subject.append([_("Numbers"), _("Not shown: too few people.")])
    elif chain.hides_answers or chain.learnt.is_hidden:
        subject.append([_("Some numbers"), _("Not shown: too few people.")])
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
        "People posted in the unit or below it on the day who enrolled in the year or phase in a"
        " course of the skill at the level or above; each counts once. Each step is a part of what"
        " it is of. Still held: of those certified at least a year before the day, who holds the"
        " skill on it. Applied at work: of those who answered when asked months later, who uses it"
        " often or sometimes. Learnt: of those who took the first test, who had more points in"
        " the tests at the end."
    )
