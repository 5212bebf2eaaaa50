"""Writes the demo's tree of agencies as a file for `people.agencies.importing.import_agencies`."""

import csv
import dataclasses
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = "MM"
HR_MINISTRY = "MOHA"
LEARNER_TOWNSHIP = "GAD-MMR010008"  # Pyinoolwin
LEARNER2_TOWNSHIP = "DBE-MMR017008"  # Hinthada

REFERENCE = Path(settings.BASE_DIR) / "data" / "reference"
DEMO = Path(settings.BASE_DIR) / "data" / "demo"
SECTORS = {
    "MOE": "education",
    "MOST": "science",
    "MOH": "health",
    "MOTC": "transport",
    "MOFR": "finance",
    "MONP": "finance",
    "MOL": "labour",
    "MOALI": "agriculture",
    "MOCRD": "agriculture",
    "MOC": "commerce",
    "MOI": "information",
    "MSWRR": "social welfare",
}
BIG_CITY = ("MMR013D", "MMR010D001", "MMR018D")  # Yangon, Mandalay, Nay Pyi Taw


@dataclasses.dataclass(frozen=True)
class Unit:
    """One line of the file, in the importer's columns."""

    code: str
    parent: str
    kind: str
    name_my: str
    name_en: str
    sector: str = ""
    township_pcode: str = ""
    setting: str = ""
    valid_from: str = "2021-01-01"


@dataclasses.dataclass(frozen=True)
class Place:
    """A state, district or township with an office in it."""

    pcode: str
    parent: str
    kind: str
    name_my: str
    name_en: str
    setting: str = ""


def write_units(path: str | Path) -> int:
    """Write the units to a CSV file; how many there are."""
    units = build_units()
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in dataclasses.fields(Unit))
        writer.writerows(dataclasses.astuple(unit) for unit in units)
    return len(units)


def build_units() -> list[Unit]:
    """All units, parents first."""
    root = Unit(ROOT, "", "government", "မြန်မာနိုင်ငံ အစိုးရ", "Government of Myanmar")
    return [root, *_ministries(), *_departments()]


def _ministries() -> Iterator[Unit]:
    for line in _read(REFERENCE / "ministries.csv"):
        code = line["code_local"]
        sector = SECTORS.get(code, "administration")
        yield Unit(code, ROOT, "ministry", line["name_my"], line["name_en"], sector)


def _departments() -> Iterator[Unit]:
    bodies = {line["code_local"]: line for line in _read(REFERENCE / "union_bodies.csv")}
    places = _places()
    for line in _read(DEMO / "departments.csv"):
        names = line if line["name_en"] else bodies[line["code"]]
        department = Unit(
            line["code"],
            line["parent"],
            line["kind"],
            names["name_my"],
            names["name_en"],
            line["sector"],
        )
        yield department
        yield from _offices(department, places, line["offices"])


def _offices(department: Unit, places: list[Place], lowest: str) -> Iterator[Unit]:
    """The offices of a department in states, districts and, if it goes so low, townships."""
    kinds = {"": (), "district": ("state_region", "district")}.get(
        lowest, ("state_region", "district", "township")
    )
    for place in places:
        if place.kind in kinds:
            yield Unit(
                f"{department.code}-{place.pcode}",
                f"{department.code}-{place.parent}" if place.parent else department.code,
                place.kind,
                f"{place.name_my} {department.name_my}",
                f"{department.name_en}, {place.name_en}",
                department.sector,
                place.pcode if place.kind == "township" else "",
                place.setting,
            )


def _places() -> list[Place]:
    names = {line["iso_3166_2"]: line for line in _read(REFERENCE / "iso3166_2_mm.csv")}
    states = [
        Place(
            line["pcode"],
            "",
            "state_region",
            names[line["iso"]]["name_my"],
            names[line["iso"]]["name_en"],
        )
        for line in _read(REFERENCE / "mm_states.csv")
    ]
    districts = list(_read(REFERENCE / "mm_districts.csv"))
    return [*states, *map(_district, districts), *_townships(districts)]


def _district(line: dict[str, str]) -> Place:
    my, en = f"{line['my_name']}ခရိုင်", f"{line['name']} District"
    return Place(line["pcode"], line["state"], "district", my, en)


def _townships(districts: list[dict[str, str]]) -> Iterator[Place]:
    """Townships; urban are the big cities and the seats of the districts."""
    seats = {(line["pcode"], line["name"]) for line in districts}
    for line in _read(REFERENCE / "mm_townships.csv"):
        district, name = line["district"], line["name"]
        is_urban = (district, name) in seats or district.startswith(BIG_CITY)
        my, en = f"{line['my_name']}မြို့နယ်", f"{name} Township"
        setting = "urban" if is_urban else "rural"
        yield Place(line["pcode"], district, "township", my, en, setting)


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
