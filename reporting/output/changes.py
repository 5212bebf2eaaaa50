"""Lays out why a figure changed and what expires, with the names that the viewer may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from people.files import Sheet, SheetRow
from people.models import Person
from people.text.formatting import day_before
from plan.levels import LevelNames, name_level
from reporting.changes import ChangeReason, ExplainedChange
from reporting.insights.home.expiring import ExpiringSkill
from reporting.insights.home.names import read_names
from reporting.models import KeyList
from reporting.output.naming import Piece, name_headings, watch_lines, write_name
from reporting.query.scope import Scope

_PEOPLE_AT_ONCE = 1000


class _Line(NamedTuple):
    """Whose line it is, on which day they are shown, and what follows their name."""

    person: int
    day: dt.date
    cells: SheetRow


def build_change_sheet(change: ExplainedChange) -> Sheet:
    """Return the rows of the page: two days, and between them what was won and lost."""
    rows: list[SheetRow] = [[_("On the first day"), change.before, change.since]]
    rows += [[str(reason.label), count, None] for reason, count in change.gains]
    rows += [[str(reason.label), -count, None] for reason, count in change.losses]
    rows.append([_("On the last day"), change.after, change.until])
    return Sheet(_("What changed"), [_("Reason"), _("People"), _("Day")], rows)


def build_changed_people_sheet(
    scope: Scope,
    change: ExplainedChange,
    people: Mapping[ChangeReason, Sequence[int]],
    reason: ChangeReason | None,
) -> Sheet:
    """Return the people behind the reason, or behind all of them."""
    reasons = [one for one in ChangeReason if one in people and reason in (None, one)]
    language = get_language() or "my"
    lines = (
        _Line(person, find_shown_day(change, one), [str(one.label)])
        for one in reasons
        for person in dict.fromkeys(people[one])
    )
    return _build_people_sheet(scope, lines, [_("Reason")], language)


def find_shown_day(change: ExplainedChange, reason: ChangeReason) -> dt.date:
    """Return the day whose posting is shown: on the other one they may serve elsewhere."""
    return change.until if reason.is_gain else change.since


def build_expiring_sheet(rows: Iterable[ExpiringSkill]) -> Sheet:
    """Return the skills of the page with how many lose each, and what renews it."""
    headings = [_("Skill code"), _("Skill"), _("Level"), _("People"), _("Courses")]
    lines = [
        [
            *(row.skill.code, row.skill.name, row.level_name, row.people),
            "; ".join(course.title for course in row.courses),
        ]
        for row in rows
    ]
    return Sheet(_("What expires"), headings, lines)


def build_expiring_people_sheet(
    scope: Scope, rows: Iterable[ExpiringSkill], found: Iterable[dict], names: LevelNames
) -> Sheet:
    """Return everybody who loses a skill, the soonest first."""
    skills, language = {row.skill.pk: row.skill for row in rows}, get_language() or "my"
    lines = (
        _Line(
            one["person"],
            scope.day,
            [
                skills[one["skill"]].code,
                skills[one["skill"]].name,
                name_level(names, skills[one["skill"]], one["held"]),
                day_before(one["ends"]),
            ],
        )
        for one in found
        if one["skill"] in skills
    )
    headings = [_("Skill code"), _("Skill"), _("Level"), _("Valid until")]
    return _build_people_sheet(scope, lines, headings, language)


def _build_people_sheet(
    scope: Scope, lines: Iterator[_Line], headings: SheetRow, language: str
) -> Sheet:
    pieces = _write_pieces(scope.viewer, lines, language)
    watched = watch_lines(scope.viewer, scope.unit, pieces)
    return Sheet(_("People"), [*name_headings(), *headings], watched)


def _write_pieces(viewer: Person, lines: Iterator[_Line], language: str) -> Iterator[Piece]:
    while True:
        # A stream is read after the request, when another language may be active.
        with override(language):
            piece = list(islice(lines, _PEOPLE_AT_ONCE))
            written = _write_piece(viewer, piece, language)
        if not piece:
            return
        yield written


def _write_piece(viewer: Person, piece: list[_Line], language: str) -> Piece:
    ids = {line.person for line in piece}
    # Security: as on the page, who serves under others today is counted without a name.
    visible = Person.objects.visible_to(viewer).filter(pk__among=KeyList(ids))
    seen = set(visible.values_list("pk", flat=True))
    by_day = {day: read_names(seen, day) for day in {line.day for line in piece}}
    shown = [line for line in piece if line.person in seen]
    people = [by_day[line.day][line.person] for line in shown]
    rows: list[SheetRow] = [
        [*write_name(one.person, one.posting, language), *line.cells]
        for one, line in zip(people, shown, strict=True)
    ]
    return sorted(seen), rows
