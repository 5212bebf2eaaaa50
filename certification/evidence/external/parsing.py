"""Parses lists of certificates of other systems and tells what is wrong with each line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.evidence.external.lines import (
    RecordLine,
    check_file_owners,
    check_record_consistency,
)
from people.access import agencies_for
from people.imports import Problem, UnreadableFile
from people.imports.cells import (
    InvalidValue,
    read_optional_date,
    read_optional_whole_number,
    text_reader,
)
from people.imports.lines import TableLine, collect_notes, collect_problems, read_table_lines
from people.imports.tables import ParsedTable, Source
from people.models import Person, Posting, Role
from people.text import clean, to_ascii_digits
from plan.models import Level, Skill

REQUIRED_COLUMNS = ("staff_number", "issuer", "title", "issued_on")
RECORD_COLUMNS = (*REQUIRED_COLUMNS, "number", "expires_on", "file_sha256", "skill", "level")
MAX_RECORD_LINES = 5000  # one import is one transaction, which locks the people it names
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MAX_LENGTHS = {"issuer": 200, "title": 300, "number": 100}


@dataclass(frozen=True)
class _RecordLookups:
    """Everything a line can point at, read once; people are those of the registrar's agencies."""

    registrar: Person
    postings: dict[str, Posting]
    skills: dict[str, Skill]
    levels: set[tuple[int, int]]


def parse_records(source: Source, *, by: Person, file_digest: str = "") -> ParsedTable[RecordLine]:
    """Return the lines that ``by`` may record, and the problems of the others.

    ``file_digest`` is the SHA-256 of the certificate's file, for a list of one line. Raise
    `UnreadableFile`.
    """
    lines = read_table_lines(source, REQUIRED_COLUMNS)
    _require_line_count(lines)
    known = _load_lookups(lines, by)
    rows = [_parse_record_line(line, known, file_digest) for line in lines]
    if file_digest and len(lines) != 1:
        lines[0].fail("file_sha256", _("A file goes with a list of one line only."))
    whole = [(line, row) for line, row in zip(lines, rows, strict=True) if row]
    check_file_owners(whole)
    check_record_consistency(whole)
    return ParsedTable(
        [row for _line, row in whole], collect_problems(lines), collect_notes(lines)
    )


def _require_line_count(lines: list[TableLine]) -> None:
    if not lines:
        raise UnreadableFile([Problem(2, "", _("The list has no lines below its heading."))])
    if len(lines) > MAX_RECORD_LINES:
        message = _("The file has more than %(most)d lines. Divide it.") % {
            "most": MAX_RECORD_LINES
        }
        raise UnreadableFile([Problem(MAX_RECORD_LINES + 2, "", message)])


def _load_lookups(lines: Iterable[TableLine], by: Person) -> _RecordLookups:
    numbers = {_staff_number_of(line) for line in lines}
    mine = agencies_for(by, Role.Kind.REGISTRAR)
    postings = Posting.objects.on(timezone.localdate()).filter(
        agency__in=mine, person__staff_number__in=numbers
    )
    return _RecordLookups(
        registrar=by,
        postings={
            posting.person.staff_number or "": posting
            for posting in postings.select_related("person")
        },
        skills={skill.code: skill for skill in Skill.objects.select_related("framework")},
        levels=set(Level.objects.values_list("framework_id", "number")),
    )


def _parse_record_line(
    line: TableLine, known: _RecordLookups, file_digest: str
) -> RecordLine | None:
    """Return what the line says; None, and a problem on the line, if it cannot be used."""
    line.text("staff_number")
    posting = known.postings.get(_staff_number_of(line))
    # People of other agencies and people who do not exist are told alike: nobody learns who is
    # employed elsewhere.
    if posting is None and not line.problems:
        line.fail("staff_number", _("No person of your agencies has this staff number."))
    elif posting and posting.person_id in known.registrar.principals(Role.Kind.REGISTRAR):
        line.fail("staff_number", _("Nobody acts on a certificate of their own."))
    texts = {name: line.read(name, _text_reader_for(name), "") for name in _MAX_LENGTHS}
    issued_on = line.day("issued_on")
    expires_on = line.read("expires_on", read_optional_date, None)
    _check_dates(line, issued_on, expires_on)
    skill, level = _parse_skill(line, known)
    digest = line.read("file_sha256", _parse_digest, "") or file_digest
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


def _staff_number_of(line: TableLine) -> str:
    return to_ascii_digits(clean(line.row.cells.get("staff_number", ""))).upper()


def _text_reader_for(column: str) -> Callable[[str], str]:
    read = text_reader(_MAX_LENGTHS[column], needed=column in REQUIRED_COLUMNS)
    return lambda text: read(clean(text))


def _parse_digest(text: str) -> str:
    digest = text.lower()
    if digest and not _SHA256.fullmatch(digest):
        raise InvalidValue(_("This is not a SHA-256: 64 digits and letters from a to f."))
    return digest


def _check_dates(line: TableLine, issued_on: dt.date, expires_on: dt.date | None) -> None:
    if issued_on > timezone.localdate():
        line.fail("issued_on", _("This day is still to come."))
    if expires_on and expires_on <= issued_on:
        line.fail("expires_on", _("It would end before it begins."))


def _parse_skill(line: TableLine, known: _RecordLookups) -> tuple[Skill | None, int]:
    """Return the skill and its level; neither for a certificate that proves no skill of ours."""
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
