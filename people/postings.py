"""Posts people to agencies: the only writer of postings of one person."""

import datetime as dt
from collections.abc import Mapping
from enum import Enum, auto

from django.db import transaction

from people.models import Agency, Person, Posting


class PostingOutOfOrder(ValueError):
    """The posting begins before the day (``args[0]``) of what is already recorded."""


class PostingChange(Enum):
    SAME = auto()
    CORRECTION = auto()
    MOVE = auto()


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
    step = classify_change(last, new)
    if step is PostingChange.SAME and last:
        return last
    if last and end_previous(last, new, step):
        last.save(update_fields=["valid_to"])
    new.pk = last.pk if last and step is PostingChange.CORRECTION else None
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


def classify_change(last: Posting | None, new: Posting) -> PostingChange:
    """What a new posting is to the last one known. Raises `PostingOutOfOrder`; writes nothing."""
    if last is None or (last.valid_to and last.valid_to <= new.valid_from):
        return PostingChange.MOVE
    if last.valid_to is not None:
        raise PostingOutOfOrder(last.valid_to)
    if _assignment_key(last) == _assignment_key(new):
        return PostingChange.SAME
    if last.valid_from > new.valid_from:
        raise PostingOutOfOrder(last.valid_from)
    return PostingChange.CORRECTION if last.valid_from == new.valid_from else PostingChange.MOVE


def end_previous(last: Posting, new: Posting, step: PostingChange) -> bool:
    """End the last posting, if it is open, where the new one begins; whether it changed."""
    if step is not PostingChange.MOVE or last.valid_to is not None:
        return False
    last.valid_to = new.valid_from
    return True


def _assignment_key(posting: Posting) -> tuple[int, dict[str, str], int | None]:
    return posting.agency_id, posting.position, posting.grade


def _last_posting(person: Person) -> Posting | None:
    """The latest posting, with the person's row locked so that two moves wait for each other."""
    Person.objects.select_for_update().get(pk=person.pk)
    return person.postings.order_by("valid_from").last()
