"""Writes the demo's tree of agencies as a file for `people.agencies.importing.import_agencies`."""

import csv
import dataclasses
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT_CODE = "MM"
HR_MINISTRY = "MOHA"
LEARNER_TOWNSHIP = "GAD-MMR010008"  # Pyinoolwin
LEARNER2_TOWNSHIP = "DBE-MMR017008"  # Hinthada

# Open data of the real country; the demo's own inventions stand beside it.
REFERENCE_FOLDER = Path(settings.BASE_DIR) / "data" / "reference"
DEMO_FOLDER = Path(settings.BASE_DIR) / "data" / "demo"
_SECTORS = {
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
_BIG_CITY_PREFIXES = ("MMR013D", "MMR010D001", "MMR018D")  # Yangon, Mandalay, Nay Pyi Taw


@dataclasses.dataclass(frozen=True)
class DemoAgency:
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
class OfficePlace:
    """A state, district or township with an office in it."""

    pcode: str
    parent: str
    kind: str
    name_my: str
    name_en: str
    setting: str = ""


def write_agencies(path: str | Path) -> int:
    """Write the units to a CSV file, and return how many there are."""
    units = build_agencies()
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in dataclasses.fields(DemoAgency))
        writer.writerows(dataclasses.astuple(unit) for unit in units)
    return len(units)


def build_agencies() -> list[DemoAgency]:
    """Return all units, parents first: the importer wants that order."""
    root = DemoAgency(ROOT_CODE, "", "government", "မြန်မာနိုင်ငံ အစိုးရ", "Government of Myanmar")
    return [root, *_build_ministries(), *_build_departments()]


def _build_ministries() -> Iterator[DemoAgency]:
    for line in _read_csv(REFERENCE_FOLDER / "ministries.csv"):
        code = line["code_local"]
        sector = _SECTORS.get(code, "administration")
        yield DemoAgency(code, ROOT_CODE, "ministry", line["name_my"], line["name_en"], sector)


def _build_departments() -> Iterator[DemoAgency]:
    bodies = {
        line["code_local"]: line for line in _read_csv(REFERENCE_FOLDER / "union_bodies.csv")
    }
    places = _build_places()
    for line in _read_csv(DEMO_FOLDER / "departments.csv"):
        names = line if line["name_en"] else bodies[line["code"]]
        department = DemoAgency(
            line["code"],
            line["parent"],
            line["kind"],
            names["name_my"],
            names["name_en"],
            line["sector"],
        )
        yield department
        yield from _build_offices(department, places, line["offices"])


def _build_offices(
    department: DemoAgency, places: list[OfficePlace], lowest: str
) -> Iterator[DemoAgency]:
    """Yield the offices of a department in states, districts and, if it goes so low, townships."""
    kinds = {"": (), "district": ("state_region", "district")}.get(
        lowest, ("state_region", "district", "township")
    )
    for place in places:
        if place.kind in kinds:
            yield DemoAgency(
                f"{department.code}-{place.pcode}",
                f"{department.code}-{place.parent}" if place.parent else department.code,
                place.kind,
                f"{place.name_my} {department.name_my}",
                f"{department.name_en}, {place.name_en}",
                department.sector,
                place.pcode if place.kind == "township" else "",
                place.setting,
            )


def _build_places() -> list[OfficePlace]:
    names = {line["iso_3166_2"]: line for line in _read_csv(REFERENCE_FOLDER / "iso3166_2_mm.csv")}
    states = [
        OfficePlace(
            line["pcode"],
            "",
            "state_region",
            names[line["iso"]]["name_my"],
            names[line["iso"]]["name_en"],
        )
        for line in _read_csv(REFERENCE_FOLDER / "mm_states.csv")
    ]
    districts = list(_read_csv(REFERENCE_FOLDER / "mm_districts.csv"))
    return [*states, *map(_build_district, districts), *_build_townships(districts)]


def _build_district(line: dict[str, str]) -> OfficePlace:
    my, en = f"{line['my_name']}ခရိုင်", f"{line['name']} District"
    return OfficePlace(line["pcode"], line["state"], "district", my, en)


def _build_townships(districts: list[dict[str, str]]) -> Iterator[OfficePlace]:
    """Yield townships; urban are the big cities and the seats of the districts."""
    seats = {(line["pcode"], line["name"]) for line in districts}
    for line in _read_csv(REFERENCE_FOLDER / "mm_townships.csv"):
        district, name = line["district"], line["name"]
        is_urban = (district, name) in seats or district.startswith(_BIG_CITY_PREFIXES)
        my, en = f"{line['my_name']}မြို့နယ်", f"{name} Township"
        setting = "urban" if is_urban else "rural"
        yield OfficePlace(line["pcode"], district, "township", my, en, setting)


def _read_csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
