"""Answers what international indices ask of a locked month, and names what is not known here."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from people.text.formatting import digits, lang_name, month_name, percent_of, to_tenth
from reporting.months import PublicMonth

_RANKS = Path(settings.BASE_DIR) / "data" / "reference" / "egdi_myanmar.csv"
# Names of questionnaires stay as their makers write them.
_UN, _GTMI, _ASEAN = "UN E-Government Survey", "World Bank GTMI", "ASEAN Digital Masterplan"
_Value = str | int | float
_Answer = tuple[str, _Value, str, str]  # title, value, definition, by whom it is asked


@dataclass(frozen=True)
class IndexRow:
    """An answer with what it means and where it is from; an empty value is not known here."""

    title: str
    value: _Value
    definition: str
    asked_by: str
    source: str
    day: dt.date | str  # a year is text

    @property
    def is_of_a_day(self) -> bool:
        return isinstance(self.day, dt.date)

    @property
    def is_number(self) -> bool:
        return not isinstance(self.value, str)

    @property
    def is_known(self) -> bool:
        return self.value != ""


def list_index_rows(month: PublicMonth) -> list[IndexRow]:
    """Return what this service knows, what the UN published last, and what others must tell."""
    return [*_list_own(month), *_list_published(), *_list_missing()]


def _list_own(month: PublicMonth) -> Iterator[IndexRow]:
    facts = month.index
    if not facts:
        return
    source = _("Locked month %(month)s of this service") % {"month": month_name(month.day)}
    for answer in _answer_of_people(facts):
        yield IndexRow(*answer, source, month.day)
    for answer in _answer_of_service(facts):
        yield IndexRow(*answer, source, month.locked_on)


def _answer_of_people(facts: dict[str, Any]) -> Iterator[_Answer]:
    """Yield what is known of people on the day of the month."""
    yield (
        _("Officials trained in digital skills, percent"),
        _share(facts["officials_trained"], facts["officials"]),
        _("Officials posted on the day with valid evidence of any digital skill, of all posted."),
        f"{_UN}; {_GTMI}",
    )
    yield (
        _("Officials counted"),
        _or_small(facts["officials"]),
        _("Persons posted on the day whose account is open; each counts once."),
        f"{_UN}; {_GTMI}; {_ASEAN}",
    )
    yield (
        _("Officials trained in digital skills"),
        _or_small(facts["officials_trained"]),
        _("Of those, who hold valid evidence of any digital skill at any level."),
        f"{_UN}; {_GTMI}; {_ASEAN}",
    )
    yield (
        _("People certified"),
        _or_small(facts["people_certified"]),
        _("Officials and citizens who hold a certificate that is valid on the day."),
        f"{_GTMI}; {_ASEAN}",
    )
    yield (
        _("Certificates issued"),
        _or_small(facts["certificates_issued"]),
        _("All certificates issued until the day, also those that have expired since."),
        _ASEAN,
    )


def _answer_of_service(facts: dict[str, Any]) -> Iterator[_Answer]:
    """Yield what the service offered when the month was locked."""
    yield (
        _("Courses open to citizens"),
        facts["courses_for_citizens"],
        _("Published courses that anybody may read free of charge, on the day of locking."),
        f"{_UN}; {_ASEAN}",
    )
    counts = _write_counts(facts["courses_by_language"])
    yield (
        _("Languages offered"),
        ", ".join(lang_name(code) for code in facts["languages"]),
        _("Languages of the service; courses in each: %(counts)s.") % {"counts": counts},
        f"{_UN}; {_GTMI}",
    )
    if facts["accessibility_statement"]:
        yield (
            _("Accessibility statement"),
            f"{settings.SITE_URL}/{get_language()}/{facts['accessibility_statement']}",
            _("A published page that says how the service can be used by everyone."),
            f"{_UN}; {_GTMI}",
        )


def _share(part: int | None, whole: int | None) -> str | float:
    return to_tenth(percent_of(part, whole)) if part is not None and whole else ""


def _or_small(number: int | None) -> int | str:
    return _("too small to be told") if number is None else number


def _write_counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{lang_name(code)} {digits(count)}" for code, count in counts.items())


@cache
def _read_ranks() -> tuple[dict[str, str], ...]:
    with _RANKS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _list_published() -> Iterator[IndexRow]:
    """Yield the last place of the country that the UN published, as context and not as ours."""
    last = _read_ranks()[-1]
    yield IndexRow(
        _("E-Government Development Index (published by the UN)"),
        # As the source writes it: a number, and in no file a text.
        float(last["egdi"]) if last["egdi"] else "",
        _("Place %(rank)s of 193 countries; as published, and not computed here.")
        % {"rank": digits(last["rank_of_193"])},
        _UN,
        last["source"],
        last["year"],
    )


def _list_missing() -> Iterator[IndexRow]:
    """Yield what indices ask and this service cannot know, with who can tell it."""
    for title, asked_by, source in (
        (
            _("Digital skills of the whole population"),
            f"{_UN}; {_ASEAN}",
            _("A household survey of the statistical office"),
        ),
        (
            _("Years of schooling, adult literacy and school enrolment"),
            _UN,
            _("The ministry of education and UNESCO"),
        ),
        (
            _("Internet and mobile connections"),
            f"{_UN}; {_ASEAN}",
            _("The telecommunications regulator and the ITU"),
        ),
        (
            _("Public services offered online"),
            f"{_UN}; {_GTMI}",
            _("The ministries that offer them"),
        ),
    ):
        yield IndexRow(title, "", _("Not known to this service."), asked_by, source, "")
