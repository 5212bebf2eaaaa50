"""Lays out a chain, a line for each step, and says by which rule it was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from people.files import Sheet, SheetRow, read_pieces
from people.models import Posting
from people.text.formatting import to_tenth
from plan.levels import LevelNames
from reporting.chain import Chain, ChainStep, Cohort, PointsLearnt, StepKey
from reporting.chain.people import add_answers, find_chain_people
from reporting.figures.subtree import Subtree
from reporting.output.about import describe_skill, describe_unit
from reporting.output.naming import Piece, name_headings, watch_lines, write_name

_PEOPLE_AT_ONCE = 1000


def build_chain_sheet(chain: Chain) -> Sheet:
    """Return the rows of the page; without people where the cohort is too small to be told of."""
    headings = [_("Step"), _("People"), _("Of"), _("Share in percent"), _("Fewer")]
    lines: list[SheetRow] = [
        [str(step.key.label), step.people, step.of, *_tell_loss(step)] for step in chain.steps
    ]
    if not (chain.is_hidden or chain.learnt.is_hidden):
        lines += _build_point_lines(chain.learnt)
    return Sheet(pgettext("workbook", "From enrolment to use"), headings, lines)


def _tell_loss(step: ChainStep) -> SheetRow:
    """Return share and loss, empty where the page has a dash: who is not asked is not lost."""
    return [to_tenth(step.share), step.loss] if step.has_loss else [None, None]


def _build_point_lines(learnt: PointsLearnt) -> list[SheetRow]:
    """Return the lines about points before and after; points stand in percent."""
    people = learnt.people
    return [
        [_("Mean points before, in percent"), None, people, _round_points(learnt.before), None],
        [_("Mean points after, in percent"), None, people, _round_points(learnt.after), None],
    ]


def _round_points(points: float | None) -> float | None:
    return None if points is None else to_tenth(100 * points)


def build_chain_people_sheet(
    cohort: Cohort, step: StepKey, *, lost: bool, subtree: Subtree
) -> Sheet:
    """Return the people of the page's list, whose lines are read as they are written."""
    found = find_chain_people(cohort, step, lost=lost, subtree=subtree)
    language, scope = get_language() or "my", cohort.scope

    def write_pieces() -> Iterator[Piece]:
        for piece in read_pieces(found, _PEOPLE_AT_ONCE):
            # A stream is read after the request, when another language may be active.
            with override(language):
                add_answers(cohort, step, piece)
                subtree.places.show_as_on(scope.day, [row.agency for row in piece])
                lines = [_write_person_line(row, language) for row in piece]
            yield [row.person_id for row in piece], lines

    lines = watch_lines(scope.viewer, scope.unit, write_pieces())
    return Sheet(_("People"), [*name_headings(), _("Said about use at work")], lines)


def _write_person_line(row: Posting, language: str) -> SheetRow:
    said = (
        f"{one.get_answer_display()} – {one.words}" if one.words else one.get_answer_display()
        for one in getattr(row, "answers", [])
    )
    return [*write_name(row.person, row, language), "; ".join(said)]


def describe_cohort(
    cohort: Cohort, names: LevelNames, *, address: str, told: Sequence[SheetRow] = ()
) -> list[SheetRow]:
    """Return the lines about a file, with what is ``told`` of it alone: one query."""
    scope, years = cohort.scope, cohort.years
    subject: list[SheetRow] = [[_("Enrolled in the year"), cohort.year]]
    if cohort.phase:
        subject = [[_("Enrolled in the phase"), f"{cohort.phase} ({years[0]}–{years[-1]})"]]
    return describe_unit(
        scope.viewer,
        scope.unit,
        scope.day,
        subject=[*subject, *describe_skill(scope, names), *told],
        rule=_tell_chain_rule(),
        address=address,
    )


def describe_chain(chain: Chain, names: LevelNames, *, address: str) -> list[SheetRow]:
    """Return the lines about the file of the steps: one query."""
    told: list[SheetRow] = []
    if chain.is_hidden:
        told.append([_("Numbers"), _("Not shown: too few people.")])
    elif chain.hides_answers or chain.learnt.is_hidden:
        told.append([_("Some numbers"), _("Not shown: too few people.")])
    return describe_cohort(chain.cohort, names, address=address, told=told)


def _tell_chain_rule() -> str:
    return _(
        "People posted in the unit or below it on the day who enrolled in the year or phase in a"
        " course of the skill at the level or above; each counts once. Each step is a part of what"
        " it is of. Still held: of those certified at least a year before the day, who holds the"
        " skill on it. Applied at work: of those who answered when asked months later, who uses it"
        " often or sometimes. Learnt: of those who took the first test, who had more points in"
        " the tests at the end."
    )
