"""Imports the crosswalk of two frameworks: which skills of one are those of the other."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from people.imports import ImportReport
from people.imports.lines import TableLine, read_table_lines
from people.imports.tables import Source
from plan.importing.writing import DesiredRow, write_rows
from plan.models import Skill, SkillRelation

_COLUMNS = ("source", "target", "kind")


@transaction.atomic
def import_crosswalk(source: Source) -> ImportReport:
    """Import lines of two codes and how their skills are related. Raise `UnreadableFile`."""
    lines = read_table_lines(source, _COLUMNS)
    known = {skill.code: skill for skill in Skill.objects.competences()}
    return write_rows(lines, [_build_relation(line, known) for line in lines])


def _build_relation(line: TableLine, known: dict[str, Skill]) -> DesiredRow:
    kinds = {kind.value: kind.value for kind in SkillRelation.Kind}
    key = {"source": line.lookup("source", known), "target": line.lookup("target", known)}
    if key["source"] and key["source"] == key["target"]:
        line.fail("target", _("A skill is not related to itself."))
    values = {"kind": line.lookup("kind", kinds)}
    return DesiredRow(SkillRelation, key, values, line.row.line)
