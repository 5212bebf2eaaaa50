"""Lays out the units and the targets of a nation of so many people, as files of the importers."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import override

from people.text.formatting import digits

ROOT_CODE = "SCALE"
_OFFICE_SIZE = 100  # people
_MOST_MINISTRIES, _MOST_DEPARTMENTS = 30, 12
_UNIT_COLUMNS = ("code", "parent", "kind", "name_my", "name_en")
_TARGET_COLUMNS = (
    *("plan", "phase", "clause", "agency", "skill", "level"),
    *("headcount", "due_on", "baseline", "baseline_on", "source", "is_sample"),
)
_PLACE = ("MEGP2030", 1, "2.1")
_REST = ("2026-12-31", 0, "2024-01-01", "Made to measure.", "true")
_TARGET_LEVEL = 2


@dataclass(frozen=True)
class ScaleUnit:
    """A unit and how many people are to serve in it and below."""

    code: str
    parent: str
    kind: str
    name_my: str
    name_en: str
    people: int

    @property
    def is_office(self) -> bool:
        return self.kind == "township"


def lay_out_units(people: int) -> list[ScaleUnit]:
    """Return the nation, its ministries, their departments and offices of a hundred people."""
    offices = max(math.ceil(people / _OFFICE_SIZE), 1)
    ministries = min(math.ceil(offices / _MOST_DEPARTMENTS), _MOST_MINISTRIES)
    root = ScaleUnit(ROOT_CODE, "", "government", "အစိုးရ", "Government", people)
    return [root, *_lay_out_ministries(_share_out(people, ministries))]


def _lay_out_ministries(sizes: Iterable[int]) -> Iterator[ScaleUnit]:
    for number, size in enumerate(sizes, 1):
        yield (top := _name_unit(ROOT_CODE, "ministry", number, size))
        offices = math.ceil(size / _OFFICE_SIZE)
        departments = _share_out(size, min(offices, _MOST_DEPARTMENTS))
        for nth, people in enumerate(departments, 1):
            yield (below := _name_unit(top.code, "department", nth, people))
            staff = _share_out(people, max(math.ceil(people / _OFFICE_SIZE), 1))
            for place, posted in enumerate(staff, 1):
                yield _name_unit(below.code, "township", place, posted)


def _share_out(people: int, parts: int) -> list[int]:
    return [people * (n + 1) // parts - people * n // parts for n in range(parts)]


_KIND_NAMES = {
    "ministry": ("ဝန်ကြီးဌာန", "Ministry"),
    "department": ("ဦးစီးဌာန", "Department"),
    "township": ("မြို့နယ်ရုံး", "Township office"),
}


def _name_unit(parent: str, kind: str, number: int, people: int) -> ScaleUnit:
    code = f"{parent}-{number}" if parent != ROOT_CODE else f"S{number}"
    my, en = _KIND_NAMES[kind]
    path = code.lstrip("S")
    with override("my"):
        name_my = f"{my} {digits(path)}"
    return ScaleUnit(code, parent, kind, name_my, f"{en} {path}", people)


def write_units(units: Iterable[ScaleUnit]) -> StringIO:
    """Return the file of units for `people.agencies.import_agencies`."""
    return _write_file(
        _UNIT_COLUMNS,
        ((one.code, one.parent, one.kind, one.name_my, one.name_en) for one in units),
    )


def write_targets(units: Iterable[ScaleUnit], skills: Iterable[str]) -> StringIO:
    """Return the file of targets: a quarter of the nation and of each ministry, for each skill."""
    asking = [unit for unit in units if unit.kind in ("government", "ministry") and unit.people]
    return _write_file(
        _TARGET_COLUMNS,
        (
            (*_PLACE, unit.code, skill, _TARGET_LEVEL, max(unit.people // 4, 1), *_REST)
            for unit in asking
            for skill in skills
        ),
    )


def _write_file(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> StringIO:
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows(rows)
    file.seek(0)
    return file
