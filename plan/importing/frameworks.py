"""Imports frameworks of skills with their areas, competences and levels; retires skills."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.imports import ImportReport
from people.imports.lines import TableLine, read_table_lines
from people.imports.tables import Source
from plan.importing.crosswalks import import_crosswalk
from plan.importing.published import read_level_lines, read_skill_lines
from plan.importing.writing import DesiredRow, bulk_write, write_rows
from plan.models import Framework, Level, Skill

_BurmeseNames = Mapping[tuple[str, str, str], str]
# The two files of DigComp name their levels in different columns.
_LEVEL_NAME_COLUMNS = ("name_en", "four_level_name", "band")
_JRC_REPOSITORY = "https://publications.jrc.ec.europa.eu/repository/handle/"
_DIGCOMP_VERSIONS = {
    "DC3": ("DigComp 3.0", "digcomp_3_0", f"{_JRC_REPOSITORY}JRC144121"),
    "DC22": ("DigComp 2.2", "digcomp_2_2", f"{_JRC_REPOSITORY}JRC128415"),
}
_DIGCOMP_SOURCE = "European Commission, Joint Research Centre (CC BY 4.0); Burmese names are ours."


@transaction.atomic
def import_framework(
    source: Source,
    *,
    code: str,
    names: Mapping[str, str],
    origin: str = "",
    url: str = "",
    burmese: Source | None = None,
    retires_missing: bool = False,
) -> ImportReport:
    """Import areas (codes without a dot) and their competences; ``1.2`` becomes ``DC3-1.2``.

    The columns are ours or those of the published DigComp 3.0. ``retires_missing``: what the file
    has no more is retired, and kept. Raise `UnreadableFile`.
    """
    lines = read_skill_lines(source)
    _check_areas(lines)
    values = {"names": dict(names), "source": origin, "url": url}
    report = write_rows(lines, [DesiredRow(Framework, {"code": code}, values)])
    if not report.refused:
        translated = _read_burmese_names(burmese) if burmese else {}
        framework = Framework.objects.get(code=code)
        # Areas first: a competence points at the key of its area, which the database gives.
        for skills in _group_by_depth(lines):
            report.merge(bulk_write(_build_skill_rows(skills, framework, translated)))
        if retires_missing:
            report.merge(bulk_write(_build_retired_rows(lines, framework)))
    return report


def import_levels(
    source: Source, *, framework: str, burmese: Source | None = None
) -> ImportReport:
    """Import the numbered levels of a framework that exists. Raise `UnreadableFile`."""
    lines = read_level_lines(source)
    translated = _read_burmese_names(burmese) if burmese else {}
    owner = Framework.objects.filter(code=framework).first()
    if owner is None and lines:
        lines[0].fail("framework", _("There is no such framework."))
    return write_rows(lines, [_build_level_row(line, owner, translated) for line in lines])


def import_digcomp(folder: Path) -> ImportReport:
    """Import both DigComp frameworks, their levels, Burmese names and crosswalk from a folder."""
    burmese, report = folder / "skills_my.csv", ImportReport()
    for code, (name, stem, url) in _DIGCOMP_VERSIONS.items():
        skills, levels = folder / f"{stem}.csv", folder / f"{stem}_levels.csv"
        names = {"en": name, "my": name}
        report.merge(
            import_framework(
                skills, code=code, names=names, origin=_DIGCOMP_SOURCE, url=url, burmese=burmese
            )
        )
        report.merge(import_levels(levels, framework=code, burmese=burmese))
    report.merge(import_crosswalk(folder / "digcomp_crosswalk.csv"))
    return report


def _read_burmese_names(source: Source) -> _BurmeseNames:
    """Return Burmese names by framework, kind (``skill`` or ``level``) and code."""
    lines = read_table_lines(source, ["framework", "kind", "code", "name_my"])
    return {
        (line.text("framework"), line.text("kind"), line.text("code")): line.text("name_my")
        for line in lines
    }


def _check_areas(lines: list[TableLine]) -> None:
    codes = {line.text("code") for line in lines}
    for line in lines:
        line.text("title_en")
        area, dot, _rest = line.text("code").rpartition(".")
        if dot and area not in codes:
            line.fail("code", _("The area of this competence is missing."))


def _group_by_depth(lines: list[TableLine]) -> list[list[TableLine]]:
    """Return areas first, then their competences: a skill is written after its area."""
    by_depth = defaultdict(list)
    for line in lines:
        by_depth[line.text("code").count(".")].append(line)
    return [by_depth[depth] for depth in sorted(by_depth)]


def _build_skill_rows(
    lines: list[TableLine], framework: Framework, translated: _BurmeseNames
) -> list[DesiredRow]:
    """Return the skills of lines of one depth; their areas are written already."""
    codes = [line.text("code") for line in lines]
    above = {code: f"{framework.code}-{code.rpartition('.')[0]}" for code in codes if "." in code}
    areas = Skill.objects.in_bulk(set(above.values()), field_name="code")
    return [
        DesiredRow(
            Skill,
            {"code": f"{framework.code}-{code}"},
            {
                "names": _name_skill(line, framework, translated),
                "framework": framework,
                "area": areas[above[code]] if code in above else None,
                "retired_on": None,
            },
            line.row.line,
        )
        for code, line in zip(codes, lines, strict=True)
    ]


def _build_retired_rows(lines: list[TableLine], framework: Framework) -> list[DesiredRow]:
    """Return the skills that the file has no more, retired from today on."""
    known = [f"{framework.code}-{line.text('code')}" for line in lines]
    gone = framework.skills.filter(retired_on=None).exclude(code__in=known)
    today = timezone.localdate()
    return [DesiredRow(Skill, {"code": skill.code}, {"retired_on": today}) for skill in gone]


def _name_skill(
    line: TableLine, framework: Framework, translated: _BurmeseNames
) -> dict[str, str]:
    """Return the names of all columns ``title_<language>``, and the Burmese one that is ours."""
    columns = [column for column in line.row.cells if column.startswith("title_")]
    names = {column[6:]: line.text(column, needed=False) for column in columns}
    burmese = translated.get((framework.code, "skill", line.text("code")), "")
    return _drop_empty_names(names | ({"my": burmese} if burmese else {}))


def _build_level_row(
    line: TableLine, framework: Framework | None, translated: _BurmeseNames
) -> DesiredRow:
    number = line.whole("level")
    english = next(filter(None, map(line.row.cells.get, _LEVEL_NAME_COLUMNS)), "")
    code = framework.code if framework else ""
    columns = [column for column in line.row.cells if column.startswith("name_")]
    names = {column[5:]: line.text(column, needed=False) for column in columns} | {"en": english}
    if burmese := translated.get((code, "level", str(number)), ""):
        names["my"] = burmese
    key = {"framework": framework, "number": number}
    return DesiredRow(Level, key, {"names": _drop_empty_names(names)}, line.row.line)


def _drop_empty_names(names: Mapping[str, str]) -> dict[str, str]:
    return {language: name for language, name in names.items() if name}
