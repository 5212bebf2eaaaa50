"""Lets offices move people within their units, correct postings and cancel what has not begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from people.models import Agency, Person, Posting, PostingAct
from people.postings.fitting import fit_charges
from people.postings.recording import NothingToTakeBack, record_act, require_office
from people.postings.writing import correct_posting, post_person


class AgencyClosed(Exception):
    """The agency is closed on the day from which somebody would serve there."""


def require_open_agency(agency: Agency, day: dt.date) -> None:
    """Raise `AgencyClosed` if it is closed then; people served before agencies were recorded."""
    if agency.valid_to and agency.valid_to <= day:
        raise AgencyClosed


@dataclass(frozen=True)
class PostingCorrection:
    """What a posting really was; ``end_reason`` counts only where it has an end."""

    valid_from: dt.date
    valid_to: dt.date | None
    position: Mapping[str, str]
    grade: int | None
    end_reason: str = ""


def move_person(
    person: Person,
    agency: Agency,
    *,
    position: Mapping[str, str],
    grade: int | None = None,
    day: dt.date,
    by: Person,
) -> Posting:
    """Post the person to a unit of the same office from the day, which may lie ahead.

    Raise `PersonOutOfReach`, `AgencyClosed` or `PostingOutOfOrder`, and ValidationError for an
    impossible day.
    """
    with record_act(person, PostingAct.Kind.MOVE, by=by) as last:
        # Somebody of nobody is an administrator's, whatever unit they come to.
        require_office(person, by, *((last.agency, agency) if last else ()))
        require_open_agency(agency, day)
        return post_person(person, agency, position=position, grade=grade, day=day)


def correct_service(
    posting: Posting, correction: PostingCorrection, *, by: Person, reason: str
) -> None:
    """Write what the posting really was; postings that touch it move along.

    Raise `PersonOutOfReach`, for one of them that is another office's too, `PostingOutOfOrder`,
    or ValidationError for an impossible day.
    """
    person = posting.person
    with record_act(person, PostingAct.Kind.CORRECTION, by=by, reason=reason):
        # Read again: the person is locked from here on.
        days = _read_days(person)
        posting = Posting.objects.select_related("agency", "person").get(pk=posting.pk)
        require_office(person, by, posting.agency)
        posting.position, posting.grade = dict(correction.position), correction.grade
        posting.end_reason = correction.end_reason
        correct_posting(posting, valid_from=correction.valid_from, valid_to=correction.valid_to)
        touched = [pk for pk, told in _read_days(person).items() if told != days[pk]]
        concerned = Agency.objects.filter(postings__in=touched).exclude(pk=posting.agency_id)
        require_office(person, by, posting.agency, *concerned)


def _read_days(person: Person) -> dict[int, tuple[dt.date, dt.date | None]]:
    rows = Posting.objects.filter(person=person).values_list("pk", "valid_from", "valid_to")
    return {pk: (begins, ends) for pk, begins, ends in rows}


def cancel_move(person: Person, *, by: Person) -> None:
    """Delete the last posting, which has not begun; the one that it would have ended goes on.

    Raise `NothingToTakeBack` or `PersonOutOfReach`.
    """
    with record_act(person, PostingAct.Kind.CANCELLATION, by=by) as last:
        if last is None or last.valid_from <= timezone.localdate():
            raise NothingToTakeBack
        postings = Posting.objects.filter(person=person).select_related("agency")
        before = postings.filter(valid_to=last.valid_from, end_reason="").first()
        require_office(person, by, last.agency, before.agency if before else None)
        last.delete()
        if before:
            before.valid_to = None
            before.save(update_fields=["valid_to"])
        fit_charges([person.pk])
