"""Imports frameworks of skills with their areas, competences and levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from people.imports.tables import Source
from plan.importing.tables import ImportReport, TableLine, read_table_lines
from plan.importing.writing import DesiredRow, write_row, write_rows
from plan.models import Framework, Level, Skill

BurmeseNames = Mapping[tuple[str, str, str], str]
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
) -> ImportReport:
    """Import areas (codes without a dot) and their competences; ``1.2`` becomes ``DC3-1.2``."""
    lines = read_table_lines(source, ["code", "title_en"])
    values = {"names": dict(names), "source": origin, "url": url}
    translated = _read_burmese_names(burmese) if burmese else {}
    rows = list(_build_skill_rows(lines, code, translated))
    report = write_rows(lines, [DesiredRow(Framework, {"code": code}, values)])
    if report.problems:
        return report
    framework = Framework.objects.get(code=code)
    areas, skills = (
        [row for row in rows if is_area == ("." not in row.key["code"])]
        for is_area in (True, False)
    )
    for row in (*areas, *skills):
        row.values["framework"] = framework
        row.values["area"] = _find_area(row.key["code"])
        report += write_row(row)
    return report


def import_levels(
    source: Source, *, framework: str, burmese: Source | None = None
) -> ImportReport:
    """Import the numbered levels of a framework that exists."""
    lines = read_table_lines(source, ["level"])
    translated = _read_burmese_names(burmese) if burmese else {}
    owner = Framework.objects.filter(code=framework).first()
    if owner is None and lines:
        lines[0].fail("framework", _("There is no such framework."))
    return write_rows(lines, [_build_level_row(line, owner, translated) for line in lines])


def import_digcomp(folder: Path) -> ImportReport:
    """Import both DigComp frameworks with levels and Burmese names from the reference folder."""
    burmese, report = folder / "skills_my.csv", ImportReport()
    for code, (name, stem, url) in _DIGCOMP_VERSIONS.items():
        report += import_framework(
            folder / f"{stem}.csv",
            code=code,
            names={"en": name, "my": name},
            origin=_DIGCOMP_SOURCE,
            url=url,
            burmese=burmese,
        )
        report += import_levels(folder / f"{stem}_levels.csv", framework=code, burmese=burmese)
    return report


def _read_burmese_names(source: Source) -> BurmeseNames:
    """Burmese names by framework, kind (``skill`` or ``level``) and code."""
    lines = read_table_lines(source, ["framework", "kind", "code", "name_my"])
    return {
        (line.text("framework"), line.text("kind"), line.text("code")): line.text("name_my")
        for line in lines
    }


def _build_skill_rows(
    lines: list[TableLine], framework: str, translated: BurmeseNames
) -> Iterator[DesiredRow]:
    codes = {line.text("code") for line in lines}
    for line in lines:
        code, title = line.text("code"), line.text("title_en")
        if "." in code and code.partition(".")[0] not in codes:
            line.fail("code", _("The area of this competence is missing."))
        names = {"en": title, "my": translated.get((framework, "skill", code), "")}
        yield DesiredRow(
            Skill, {"code": f"{framework}-{code}"}, {"names": _drop_empty_names(names)}
        )


def _find_area(code: str) -> Skill | None:
    area, dot, _rest = code.rpartition(".")
    return Skill.objects.get(code=area) if dot else None


def _build_level_row(
    line: TableLine, framework: Framework | None, translated: BurmeseNames
) -> DesiredRow:
    number = line.whole("level")
    english = next(filter(None, map(line.row.cells.get, _LEVEL_NAME_COLUMNS)), "")
    code = framework.code if framework else ""
    names = {"en": english, "my": translated.get((code, "level", str(number)), "")}
    key = {"framework": framework, "number": number}
    return DesiredRow(Level, key, {"names": _drop_empty_names(names)})


def _drop_empty_names(names: Mapping[str, str]) -> dict[str, str]:
    return {language: name for language, name in names.items() if name}
