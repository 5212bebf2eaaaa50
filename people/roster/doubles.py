"""Finds people whom a new staff number may mean too: namesakes in the same office."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from people.models import Person, Posting, RosterProposalLine
from people.roster.identity import PersonInDoubt, filter_in_batches, has_names_of
from people.roster.reading.parsing import RosterRow
from people.text.formatting import lazy_digits

_NAME_FIELDS = ("name_my", "name_en")


def find_namesakes(rows: list[RosterRow], known: Collection[str]) -> dict[str, Person]:
    """Return people of the same names and office by the new number of a row.

    Whose own number is in the file too is somebody else for sure.
    """
    new = [row for row in rows if row.staff_number not in known and not row.is_somebody_new]
    postings = Posting.objects.filter(valid_to=None).exclude(person__staff_number=None)
    postings = postings.select_related("person", "agency")
    posted: dict[tuple[str, str], list[Person]] = {}
    for field in _NAME_FIELDS:
        names = sorted({row.person[field] for row in new if field in row.person})
        for posting in filter_in_batches(postings, f"person__{field}", names):
            if posting.person.staff_number not in known:
                place = posting.agency.code, getattr(posting.person, field)
                posted.setdefault(place, []).append(posting.person)
    return {row.staff_number: same for row in new if (same := _find_namesake(row, posted))}


def _find_namesake(
    row: RosterRow, posted: Mapping[tuple[str, str], list[Person]]
) -> Person | None:
    names = [row.person[field] for field in _NAME_FIELDS if field in row.person]
    found = [person for name in names for person in posted.get((row.agency, name), ())]
    return next((person for person in found if has_names_of(row, person)), None)


def check_namesake(row: RosterRow, same: Person | None) -> None:
    """Raise `PersonInDoubt` if somebody of the same names is posted in the office."""
    if same is None:
        return
    message = _("“{name}” is posted there with the number {number}.")
    name, number = same.name_my or same.name_en, lazy_digits(same.staff_number)
    question = RosterProposalLine.Question.NAMESAKE
    raise PersonInDoubt(question, same, "staff_number", message, name=name, number=number)
