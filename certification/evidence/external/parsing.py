"""Reads lists of certificates of other systems: what each line says, and what is wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from certification.evidence.external.lines import (
    Reading,
    RecordLine,
    require_agreement,
    require_one_owner,
)
from people.access import agencies_for
from people.imports.tables import InvalidValue, Problem, Source, read_date, text_reader
from people.models import Person, Posting, Role
from people.text.names import clean, to_ascii_digits
from plan.importing.tables import (
    TableLine,
    UnreadableFile,
    collect_problems,
    read_optional_whole_number,
    read_table_lines,
)
from plan.models import Level, Skill

NEEDED = ("staff_number", "issuer", "title", "issued_on")
COLUMNS = (*NEEDED, "number", "expires_on", "file_sha256", "skill", "level")
MOST_LINES = 5000
DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
LENGTHS = {"issuer": 200, "title": 300, "number": 100}


@dataclass(frozen=True)
class Known:
    """Everything a line can point at, read once; people are those the registrar answers for."""

    registrar: Person
    postings: dict[str, Posting]
    skills: dict[str, Skill]
    levels: set[tuple[int, int]]


def read_records(source: Source, *, by: Person, file_digest: str = "") -> Reading:
    """The lines of a CSV file; ``file_digest`` is that of the one file of a list of one line.

    Raises plan.importing.tables.UnreadableFile.
    """
    lines = read_table_lines(source, NEEDED)
    require_some(lines)
    known = read_known(lines, by)
    rows = [read_line(line, known, file_digest) for line in lines]
    if file_digest and len(lines) != 1:
        lines[0].fail("file_sha256", _("A file goes with a list of one line only."))
    whole = [(line, row) for line, row in zip(lines, rows, strict=True) if row]
    require_one_owner(whole)
    require_agreement(whole)
    return Reading(tuple(row for _line, row in whole), collect_problems(lines))


def require_some(lines: list[TableLine]) -> None:
    if not lines:
        raise UnreadableFile([Problem(2, "", _("The list has no lines below its heading."))])
    if len(lines) > MOST_LINES:
        message = _("The file has more than %(most)d lines. Divide it.") % {"most": MOST_LINES}
        raise UnreadableFile([Problem(MOST_LINES + 2, "", message)])


def read_known(lines: Iterable[TableLine], by: Person) -> Known:
    numbers = {staff_number(line) for line in lines}
    mine = agencies_for(by, Role.Kind.REGISTRAR)
    postings = Posting.objects.on(timezone.localdate()).filter(
        agency__in=mine, person__staff_number__in=numbers
    )
    return Known(
        registrar=by,
        postings={
            posting.person.staff_number or "": posting
            for posting in postings.select_related("person")
        },
        skills={skill.code: skill for skill in Skill.objects.select_related("framework")},
        levels=set(Level.objects.values_list("framework_id", "number")),
    )


def read_line(line: TableLine, known: Known, file_digest: str) -> RecordLine | None:
    """What the line says; None, and a problem on the line, if it cannot be used."""
    line.text("staff_number")
    posting = known.postings.get(staff_number(line))
    if posting is None and not line.problems:
        line.fail("staff_number", _("No person of your agencies has this staff number."))
    elif posting and posting.person == known.registrar:
        line.fail("staff_number", _("Nobody acts on a certificate of their own."))
    texts = {name: line.read(name, reader_of(name), "") for name in LENGTHS}
    issued_on, expires_on = line.day("issued_on"), line.read("expires_on", read_end, None)
    require_dates(line, issued_on, expires_on)
    skill, level = read_skill(line, known)
    digest = line.read("file_sha256", read_digest, "") or file_digest
    if line.problems or posting is None:
        return None
    return RecordLine(
        line=line.row.line,
        person=posting.person,
        agency=posting.agency_id,
        **texts,
        issued_on=issued_on,
        expires_on=expires_on,
        file_digest=digest,
        skill=skill,
        level=level,
    )


def staff_number(line: TableLine) -> str:
    return to_ascii_digits(clean(line.row.cells.get("staff_number", ""))).upper()


def reader_of(column: str) -> Callable[[str], str]:
    read = text_reader(LENGTHS[column], needed=column in NEEDED)
    return lambda text: read(clean(text))


def read_end(text: str) -> dt.date | None:
    return read_date(text) if text else None


def read_digest(text: str) -> str:
    digest = text.lower()
    if digest and not DIGEST.fullmatch(digest):
        raise InvalidValue(_("This is not a SHA-256: 64 digits and letters from a to f."))
    return digest


def require_dates(line: TableLine, issued_on: dt.date, expires_on: dt.date | None) -> None:
    if issued_on > timezone.localdate():
        line.fail("issued_on", _("This day is still to come."))
    if expires_on and expires_on <= issued_on:
        line.fail("expires_on", _("It would end before it begins."))


def read_skill(line: TableLine, known: Known) -> tuple[Skill | None, int]:
    """The skill and its level; neither, for a certificate that proves none of ours."""
    code = line.row.cells.get("skill", "").strip()
    level = line.read("level", read_optional_whole_number, 0)
    if not code:
        if level:
            line.fail("skill", _("A level without a skill says nothing."))
        return None, 0
    skill = line.lookup("skill", known.skills)
    if skill and (skill.framework_id, level) not in known.levels:
        line.fail("level", _("The framework of this skill has no such level."))
    return skill, level
