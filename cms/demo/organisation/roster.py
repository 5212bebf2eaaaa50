"""Writes the roster file of the demo: invented officials for `people.roster`."""

import csv
import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

from cms.demo.organisation.agencies import (
    DEMO_FOLDER,
    HR_MINISTRY,
    LEARNER2_TOWNSHIP,
    LEARNER_TOWNSHIP,
    REFERENCE_FOLDER,
    DemoAgency,
    build_agencies,
)
from people.text import detect_zawgyi
from people.text.names import starts_with_honorific

OFFICIAL_COUNT = 5_000
_ROSTER_SEED = 2030
_FIRST_NUMBER = 200_000
_EARLIEST, _LATEST = dt.date(2016, 1, 4), dt.date(2025, 3, 3)
# How many officials a unit has, and the grades (1 is the highest of 13) they are in.
_STAFF_WEIGHTS = {"township": 3, "district": 8, "state_region": 14, "department": 24, "partner": 4}
_CENTRAL_WEIGHT = 12
_GRADES = {
    "township": (6, 13),
    "district": (5, 13),
    "state_region": (4, 13),
    "department": (2, 13),
}
_CENTRAL_GRADES = (2, 12)
_COLLEAGUE_COUNT = 14  # in the offices of the learners, so that figures there mean something
_HONORIFICS_BY_GROUP = {"karen": ("saw", "naw"), "shan": ("sai", "nang")}


@dataclasses.dataclass(frozen=True)
class Official:
    """One line of the file, in the importer's columns."""

    staff_number: str
    honorific: str
    name_my: str
    name_en: str
    gender: str
    email: str
    phone: str
    agency: str
    position_my: str
    position_en: str
    grade: int
    since: str


# Sign-in name → who it is; the demo gives these people a password and their roles.
ACCOUNTS = {
    "learner": Official(
        "100001", "daw", "ခင်မျိုးသန္တာ", "Khin Myo Thandar", "female",
        "learner@pyinnya.example", "0900010001", LEARNER_TOWNSHIP, "", "", 8, "2019-06-03",
    ),
    "learner2": Official(
        "100002", "u", "ကျော်ဇေယျာလင်း", "Kyaw Zeyar Lin", "male",
        "learner2@pyinnya.example", "0900010002", LEARNER2_TOWNSHIP, "", "", 7, "2020-01-06",
    ),
    "hr": Official(
        "100003", "daw", "စန်းစန်းဝင်း", "San San Win", "female",
        "hr@pyinnya.example", "0900010003", HR_MINISTRY, "", "", 4, "2018-10-01",
    ),
    "hr-township": Official(
        "100004", "u", "ဉာဏ်လင်းထွန်း", "Nyan Lin Tun", "male",
        "hr-township@pyinnya.example", "0900010004", LEARNER_TOWNSHIP, "", "", 7, "2017-05-02",
    ),
    "trainer": Official(
        "100005", "dr", "သီတာမြင့်", "Thida Myint", "female",
        "trainer@pyinnya.example", "0900010005", "CSA-LM", "", "", 6, "2016-11-01",
    ),
    "translator": Official(
        "100006", "ma", "အိမွန်ဖြူ", "Ei Mon Phyu", "female",
        "translator@pyinnya.example", "0900010006", "CSA-UM", "", "", 7, "2022-02-01",
    ),
    "secretariat": Official(
        "100007", "u", "သိန်းထက်နိုင်", "Thein Htet Naing", "male",
        "secretariat@pyinnya.example", "0900010007", "ITCSD", "", "", 4, "2018-04-02",
    ),
    "registrar": Official(
        "100008", "daw", "မြတ်နိုးခင်", "Myat Noe Khin", "female",
        "registrar@pyinnya.example", "0900010008", "UCSB", "", "", 5, "2017-08-01",
    ),
}  # fmt: skip


def write_roster(path: str | Path) -> int:
    """Write the roster to a CSV file, and return how many officials are in it."""
    roster = build_roster()
    columns = [field.name for field in dataclasses.fields(Official)]
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow("from" if column == "since" else column for column in columns)
        writer.writerows(dataclasses.astuple(official) for official in roster)
    return len(roster)


def build_roster() -> list[Official]:
    """Return the people behind the demo accounts and invented colleagues, always the same."""
    positions = _read_positions()
    fixed = [_with_position(official, positions) for official in ACCOUNTS.values()]
    return [*fixed, *_invent_officials(OFFICIAL_COUNT - len(fixed), positions)]


def _with_position(official: Official, positions: dict[int, tuple[str, str]]) -> Official:
    my, en = positions[official.grade]
    return dataclasses.replace(official, position_my=my, position_en=en)


def _read_positions() -> dict[int, tuple[str, str]]:
    """Return the title of each grade; where a grade has two, the first."""
    with (REFERENCE_FOLDER / "civil_service_ranks.csv").open(encoding="utf-8", newline="") as file:
        return {
            int(line["order"]): (
                line["title_my"].split(" / ")[0],
                line["title_en"].split(" / ")[0],
            )
            for line in csv.DictReader(file)
        }


def _invent_officials(count: int, positions: dict[int, tuple[str, str]]) -> Iterator[Official]:
    random, words = Random(_ROSTER_SEED), _read_name_words()  # noqa: S311
    for number, unit in enumerate(_choose_offices(count, random), _FIRST_NUMBER + 1):
        name = _invent_name(random, words)
        while detect_zawgyi(name.my).is_doubtful:  # a few good names look like Zawgyi
            name = _invent_name(random, words)
        grade = _invent_grade(random, unit)
        my, en = positions[grade]
        yield Official(
            staff_number=str(number),
            honorific=name.honorific,
            name_my=name.my,
            name_en=name.en,
            gender=name.gender,
            email=f"{number}@pyinnya.example" if random.random() < 0.4 else "",
            phone=f"0900{number}" if random.random() < 0.7 else "",
            agency=unit.code,
            position_my=my,
            position_en=en,
            grade=grade,
            since=_invent_day(random).isoformat(),
        )


def _choose_offices(count: int, random: Random) -> list[DemoAgency]:
    """Choose where each official serves: colleagues of the learners first, then by weight."""
    units = [unit for unit in build_agencies() if unit.kind != "government"]
    by_code = {unit.code: unit for unit in units}
    places = [by_code[LEARNER_TOWNSHIP], by_code[LEARNER2_TOWNSHIP]] * _COLLEAGUE_COUNT
    weights = [_STAFF_WEIGHTS.get(unit.kind, _CENTRAL_WEIGHT) for unit in units]
    return places + random.choices(units, weights, k=count - len(places))


@dataclasses.dataclass(frozen=True)
class InventedName:
    honorific: str
    my: str
    en: str
    gender: str


def _invent_name(random: Random, words: dict[str, list[tuple[str, str]]]) -> InventedName:
    is_female = random.random() < 0.56
    gender = "female" if is_female else "male"
    group = random.choices(["", "karen", "shan"], [92, 4, 4])[0]
    length = 2 if group else random.choices([2, 3, 4], [40, 50, 10])[0]
    chosen = random.sample(words[group or gender], length)
    honorific = (
        _HONORIFICS_BY_GROUP[group][is_female] if group else _invent_honorific(random, is_female)
    )
    my, en = "".join(my for my, _ in chosen), " ".join(en for _, en in chosen)
    if starts_with_honorific(my, honorific):  # the import asks whether it stands there twice
        honorific = "u"
    return InventedName(honorific, my, en, gender)


def _invent_honorific(random: Random, is_female: bool) -> str:
    choices = ["daw", "ma", "dr"] if is_female else ["u", "maung", "dr"]
    return random.choices(choices, [82, 14, 4])[0]


def _invent_grade(random: Random, unit: DemoAgency) -> int:
    highest, lowest = _GRADES.get(unit.kind, _CENTRAL_GRADES)
    return max(highest, lowest - int(random.betavariate(1.6, 2.4) * (lowest - highest + 1)))


def _invent_day(random: Random) -> dt.date:
    return _EARLIEST + dt.timedelta(days=random.randrange((_LATEST - _EARLIEST).days))


def _read_name_words() -> dict[str, list[tuple[str, str]]]:
    """Return the words that names are made of, in Burmese and Latin letters, by group."""
    words: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with (DEMO_FOLDER / "name_words.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            words[line["group"]].append((line["my"], line["en"]))
    return words
