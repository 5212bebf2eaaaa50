"""Posts people to agencies: the only writer of postings of one person."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from people.models import Agency, Person, Posting


class PostingOutOfOrder(ValueError):
    """The day is not after everything that is already recorded of the person's postings."""


def posting_on(person: Person, day: dt.date) -> Posting | None:
    """Where the person serves on the day, with the agency."""
    return person.postings.on(day).select_related("agency").first()


@transaction.atomic
def post_person(
    person: Person,
    agency: Agency,
    *,
    position: Mapping[str, str],
    grade: int | None = None,
    day: dt.date,
) -> Posting:
    """Post the person to the agency from the day; the posting before ends that day.

    A posting that began on the same day is corrected. Raises `PostingOutOfOrder`.
    """
    last = _last_posting(person)
    new = Posting(
        person=person, agency=agency, position=dict(position), grade=grade, valid_from=day
    )
    if last is None or _ended_by(last, day):
        new.save()
    elif is_same_place(last, new) and last.valid_to is None and last.valid_from <= day:
        return last
    else:
        new.pk = _make_room(last, day)
        new.save()
    return new


@transaction.atomic
def end_posting(person: Person, *, day: dt.date) -> None:
    """The person leaves the service: the open posting, if any, ends on the day."""
    last = _last_posting(person)
    if last is None or last.valid_to is not None:
        return
    if last.valid_from >= day:
        raise PostingOutOfOrder(day)
    last.valid_to = day
    last.save(update_fields=["valid_to"])


def is_same_place(one: Posting, other: Posting) -> bool:
    """Whether two postings say the same, whenever they began."""
    return (one.agency_id, one.position, one.grade) == (
        other.agency_id,
        other.position,
        other.grade,
    )


def _last_posting(person: Person) -> Posting | None:
    """The latest posting, with the person's row locked so that two moves wait for each other."""
    Person.objects.select_for_update().get(pk=person.pk)
    return person.postings.order_by("valid_from").last()


def _ended_by(posting: Posting, day: dt.date) -> bool:
    return posting.valid_to is not None and posting.valid_to <= day


def _make_room(last: Posting, day: dt.date) -> int | None:
    """End the open posting on the day; the key of the one to correct if it began that day."""
    if last.valid_to is not None or last.valid_from > day:
        raise PostingOutOfOrder(day)
    if last.valid_from == day:
        return last.pk
    last.valid_to = day
    last.save(update_fields=["valid_to"])
    return None
