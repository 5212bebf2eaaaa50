"""Names people and skills in files, and enters in the history whose data leave in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from people.files import SheetRow
from people.history import office_acted, record_looks
from people.models import Agency, Person, Posting
from people.text.languages import in_language
from plan.models import Skill

# The keys of people with the lines that tell of them.
Piece = tuple[Sequence[int], list[SheetRow]]


def name_headings() -> list[str]:
    """Return what stands above the names of people and where they serve."""
    return [_("Name"), _("Staff number"), _("Position"), _("Unit code"), _("Unit")]


def write_name(person: Person, posting: Posting | None, language: str) -> SheetRow:
    """Return the cells under these headings, where the language is the active one."""
    own = (person.name_in(language), person.staff_number or "")
    if posting is None:
        return [*own, "", "", ""]
    agency = posting.agency
    return [*own, in_language(posting.position, language), agency.code, agency.name]


def skill_headings() -> list[str]:
    """Return what stands above a skill and its level."""
    return [_("Skill code"), _("Skill"), _("Level number"), _("Level")]


def write_skill(skill: Skill, level: int, level_name: str) -> SheetRow:
    """Return the cells under these headings."""
    return [skill.code, skill.name, level, level_name]


def watch_lines(viewer: Person, unit: Agency, pieces: Iterator[Piece]) -> Iterator[SheetRow]:
    """Yield the lines; the history hears of as many as have left, even of half a file."""
    count = 0
    try:
        for people, lines in pieces:
            record_looks(viewer, people)
            count += len(lines)
            yield from lines
    finally:
        told = {"count": count, "columns": [], "agency": unit.names}
        office_acted.send(Person, action="people.export", people=[viewer], by=viewer, data=told)
