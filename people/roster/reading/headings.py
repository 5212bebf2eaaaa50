"""Recognises the headings of a roster: our own, what offices write in either language, or told.

A heading that may mean two columns means none: it is asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from people.imports.cells import Row
from people.imports.tables import ColumnNaming, fold_heading
from people.roster.reading.cells import NAME_COLUMNS, OPTIONAL_COLUMNS, ROSTER_COLUMNS
from people.text.spelling import BURMESE_LETTER, fold
from people.text.zawgyi import to_unicode

# Columns of a name or position in whatever letters: each cell goes where its letters belong.
MIXED_COLUMNS = {"name": NAME_COLUMNS, "position": ("position_my", "position_en")}
COLUMNS = (*ROSTER_COLUMNS, *OPTIONAL_COLUMNS)
# Asked for if the file has headings that nobody knows; else whatever is recorded stays.
_ASKED_COLUMNS = (*NAME_COLUMNS, "position_my", "grade")
_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "staff_number": (
        *("staff no", "staff id", "employee number", "employee no", "employee id", "emp id"),
        *("personnel number", "personnel no", "service number", "service no"),
        *("ဝန်ထမ်းအမှတ်", "ဝန်ထမ်းနံပါတ်", "ဝန်ထမ်း ID", "ကိုယ်ပိုင်အမှတ်", "ကိုယ်ပိုင်နံပါတ်"),
    ),
    "honorific": ("title", "prefix", "အမည်ရှေ့ဆက်", "ရှေ့ဆက်"),
    "name": ("name", "full name", "employee name", "အမည်", "နာမည်", "ဝန်ထမ်းအမည်"),
    "name_my": (
        *("name in burmese", "name in myanmar", "name (burmese)", "name (myanmar)"),
        *("burmese name", "myanmar name", "မြန်မာအမည်", "အမည် (မြန်မာ)", "မြန်မာနာမည်"),
        "အမည် (မြန်မာလို)",
    ),
    "name_en": (
        *("name in english", "name (english)", "english name", "အင်္ဂလိပ်အမည်"),
        *("အမည် (အင်္ဂလိပ်)", "အင်္ဂလိပ်နာမည်", "အမည် (အင်္ဂလိပ်လို)"),
    ),
    "gender": ("sex", "ကျား/မ", "လိင်"),
    "email": ("e-mail", "email address", "mail", "အီးမေးလ်", "အီးမေးလ်လိပ်စာ"),
    "phone": (
        *("phone number", "phone no", "mobile", "mobile number", "telephone", "tel"),
        *("ဖုန်း", "ဖုန်းနံပါတ်", "ဖုန်းအမှတ်", "တယ်လီဖုန်း"),
    ),
    "agency": (
        *("agency code", "unit", "unit code", "office code", "department code", "org code"),
        *("ဌာနကုဒ်", "ဌာန", "ရုံးကုဒ်", "အဖွဲ့အစည်းကုဒ်"),
    ),
    "position": ("position", "designation", "rank", "job title", "post", "ရာထူး"),
    "position_my": (
        *("position in burmese", "position (burmese)", "position (myanmar)"),
        *("ရာထူး (မြန်မာ)", "မြန်မာရာထူး"),
    ),
    "position_en": (*("position in english", "position (english)", "ရာထူး (အင်္ဂလိပ်)", "အင်္ဂလိပ်ရာထူး"),),
    "grade": ("level", "pay grade", "salary grade", "ရာထူးအဆင့်", "အဆင့်"),
    "from": (
        *("since", "start date", "date from", "from date", "posted on", "posting date"),
        *("date of posting", "current post date", "စတင်သည့်နေ့", "စတင်သည့်ရက်စွဲ"),
        *("တာဝန်စတင်သည့်နေ့", "တာဝန်ထမ်းဆောင်သည့်နေ့", "လက်ရှိရာထူးရသည့်နေ့"),
    ),
    "left_on": (
        *("end date", "leaving date", "date left", "date of leaving", "to date"),
        *("ထွက်ခွာသည့်နေ့", "ထွက်ခွာသည့်ရက်စွဲ", "ပြီးဆုံးသည့်နေ့"),
    ),
}
# Burmese signs are no letters of a word to Python.
_NO_LETTERS = re.compile(r"[^\w\u1000-\u109f\uaa60-\uaa7f]+|_")
_COUNT_HEADINGS = ("", "no", "sr", "sr no", "စဉ်", "အမှတ်စဉ်")  # a count of lines says nothing


@dataclass(frozen=True)
class HeadingChoice:
    """What a heading was taken for: by column, with those that nobody knows and what is missing.

    ``missing`` are columns to be asked for; ``blank`` those that the file does not have.
    """

    columns: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)

    @property
    def can_be_asked(self) -> bool:
        """Whether what a line cannot do without may be among what nobody knows."""
        needed = {*self.missing} & {"staff_number", "from"}
        needed |= {"name"} if {*NAME_COLUMNS} <= {*self.missing} else set()
        return len(needed) <= len(self.unknown)


def name_headings(headings: list[str], told: Mapping[str, str]) -> list[str]:
    """Return the column of each heading; what ``told`` gives a column comes first.

    A heading that no column has stays as it is, numbered where it stands a second time.
    """
    labels = label_headings(headings)
    keys = [_fold_heading(heading) for heading in headings]
    named: dict[int, str] = {}
    own = {column: (column,) for column in (*COLUMNS, *MIXED_COLUMNS)}
    told_headings = {column: (heading,) for column, heading in told.items() if heading}
    for known in (told_headings, own, _SYNONYMS):
        for column, words in known.items():
            alike = _fold_headings(words)
            free = [place for place in range(len(labels)) if place not in named]
            found = [place for place in free if labels[place] in words]
            found = found or [place for place in free if keys[place] in alike]
            if len(found) == 1 and column not in named.values():
                named[found[0]] = column
    return [named.get(place, label) for place, label in enumerate(labels)]


def choose_headings(
    headings: list[str], columns: list[str], told: Mapping[str, str]
) -> HeadingChoice:
    """Return what is to be said of headings that were named; what was told is not asked again."""
    labels = label_headings(headings)
    known = {*COLUMNS, *MIXED_COLUMNS}
    pairs = zip(columns, labels, strict=True)
    found = {column: label for column, label in pairs if column in known}
    unknown = [label for label in columns if label not in known and not _is_empty(label)]
    has = {*found, *(part for one in found for part in MIXED_COLUMNS.get(one, ()))}
    absent = [column for column in ROSTER_COLUMNS if column not in has]
    told_absent = {column for column, heading in told.items() if not heading}
    has_name = not has.isdisjoint(NAME_COLUMNS)
    is_sure = told_absent if unknown else {*_ASKED_COLUMNS, *told_absent}
    blank = [
        column
        for column in absent
        if column in is_sure
        and (column in (*_ASKED_COLUMNS, "agency"))
        and (has_name or column not in NAME_COLUMNS)
    ]
    missing = [column for column in absent if column not in blank]
    return HeadingChoice(found, unknown, missing, blank)


def label_headings(headings: list[str]) -> list[str]:
    """Return the headings, each once: those of the same words have numbers."""
    all_of_them = Counter(map(fold_heading, headings))
    seen: Counter[str] = Counter()
    labels = []
    for heading in headings:
        word = fold_heading(heading)
        seen[word] += 1
        labels.append(f"{heading} ({seen[word]})" if word and all_of_them[word] > 1 else heading)
    return labels


def roster_naming(told: Mapping[str, str]) -> ColumnNaming:
    """Return how the headings of a roster are read, with what an office said of its own."""
    return ColumnNaming(lambda headings: name_headings(headings, told), (*COLUMNS, *MIXED_COLUMNS))


def divide_mixed_cells(rows: list[Row]) -> None:
    """Put names and positions that stand in one column where their letters belong."""
    for row in rows:
        for mixed, (burmese, english) in MIXED_COLUMNS.items():
            if mixed in row.cells:
                text = row.cells.pop(mixed)
                column = burmese if BURMESE_LETTER.search(text) else english
                row.cells.setdefault(burmese, "")
                row.cells.setdefault(english, "")
                row.cells[column] = row.cells[column] or text


def _fold_heading(heading: str) -> str:
    """Return the heading as it is compared: without case, spaces and signs, in Unicode."""
    return _NO_LETTERS.sub("", fold(to_unicode(heading)))


@lru_cache(256)  # ours are some thirty; a file is asked for them at each line of its first
def _fold_headings(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_fold_heading, words))


def _is_empty(label: str) -> bool:
    return _fold_heading(label) in _fold_headings(_COUNT_HEADINGS)
