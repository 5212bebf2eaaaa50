"""Posts people to agencies: only writer of postings, beside the roster in bulk."""

import datetime as dt
from collections.abc import Mapping
from enum import Enum, auto
from itertools import pairwise

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from people.models import AdditionalPosting, Agency, Person, Posting, validate_service_day
from people.postings.fitting import fit_charges
from people.roles import end_roles_of


class PostingOutOfOrder(ValueError):
    """A posting begins before the day (``args[0]``) of one that is already recorded."""


class PostingChange(Enum):
    """What a new posting is to the last one: the same, its end, a correction of it, or a move."""

    SAME = auto()
    END = auto()
    CORRECTION = auto()
    MOVE = auto()


def posting_on(person: Person, day: dt.date) -> Posting | None:
    """Return the posting that holds on the day, with its agency."""
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
    """Post the person to the agency from the day and end the posting before it on that day.

    A posting that began on the same day is corrected. Raise `PostingOutOfOrder`, or
    ValidationError for an impossible day.
    """
    validate_service_day(day)
    last = last_posting(person)
    new = Posting(
        person=person, agency=agency, position=dict(position), grade=grade, valid_from=day
    )
    step = classify_change(last, new)
    if step is PostingChange.SAME and last:
        return last
    if last and end_previous(last, new, step):
        last.save(update_fields=["valid_to"])
    # A correction takes the place of the row: nobody served in the office that was named wrongly.
    new.pk = last.pk if last and step is PostingChange.CORRECTION else None
    new.save()
    fit_charges([person.pk])
    return new


@transaction.atomic
def end_posting(person: Person, *, day: dt.date, reason: str = "") -> None:
    """End the open posting, if any, on the day: the person leaves the service and loses roles.

    Raise `PostingOutOfOrder` when the posting begins on the day or later, and ValidationError for
    an impossible day.
    """
    validate_service_day(day)
    last = last_posting(person)
    if last is None or last.valid_to not in (None, day):
        return
    if last.valid_from >= day:
        raise PostingOutOfOrder(last.valid_from)
    was = last.valid_to
    last.valid_to, last.end_reason = day, reason or last.end_reason
    last.save(update_fields=["valid_to", "end_reason"])
    fit_charges([person.pk])
    end_roles_with_service(person, was=was)


def end_roles_with_service(person: Person, *, was: dt.date | None) -> None:
    """End the roles of who leaves the service earlier than on the day that ``was`` written.

    None: they were to stay. Roles that somebody got who had left already are not touched.
    """
    last = person.postings.order_by("valid_from").last()
    if last is None or last.valid_to is None:
        return
    if was is None or max(last.valid_to, timezone.localdate()) < was:
        # Rights end with the service, on the same day.
        end_roles_of([person], day=last.valid_to)


@transaction.atomic
def correct_posting(posting: Posting, *, valid_from: dt.date, valid_to: dt.date | None) -> None:
    """Write the days on which the posting really began and ended.

    Postings that touch it move with it, so that a transfer stays one. Raise `PostingOutOfOrder`
    with the day of the posting beside it that it would cover, and ValidationError for an
    impossible day. A posting that goes on after all has no reason for its end any more; whoever
    leaves by it loses roles as in `end_posting`.
    """
    for day in filter(None, (valid_from, valid_to)):
        validate_service_day(day)
    last = last_posting(posting.person)  # locks the person
    was = last.valid_to if last else None
    others = list(posting.person.postings.exclude(pk=posting.pk).order_by("valid_from"))
    before = next((one for one in others[::-1] if one.valid_from < posting.valid_from), None)
    after = next((one for one in others if one.valid_from > posting.valid_from), None)
    moved = []
    if before and before.valid_to and before.valid_to in (posting.valid_from, valid_from):
        before.valid_to = valid_from
        moved.append(before)
    if after and after.valid_from == posting.valid_to and valid_to:
        after.valid_from = valid_to
        moved.append(after)
    begun, posting.valid_from, posting.valid_to = posting.valid_from, valid_from, valid_to
    posting.end_reason = posting.end_reason if valid_to else ""
    _check_order(before, posting, after)
    save_apart([*moved, posting])
    fit_charges([posting.person_id])
    _check_charges(posting, begun)
    end_roles_with_service(posting.person, was=was)


def _check_charges(posting: Posting, begun: dt.date) -> None:
    """Raise `PostingOutOfOrder` for a charge that has lost the service in which it began."""
    if posting.valid_from <= begun:
        return
    charges = AdditionalPosting.objects.filter(person=posting.person_id, valid_from__gte=begun)
    for charge in charges.filter(valid_from__lt=posting.valid_from, valid_to=F("valid_from")):
        raise PostingOutOfOrder(charge.valid_from)


def _check_order(before: Posting | None, posting: Posting, after: Posting | None) -> None:
    postings = [one for one in (before, posting, after) if one]
    for one in postings:
        if one.valid_to and one.valid_to <= one.valid_from:
            raise PostingOutOfOrder(one.valid_from)
    for one, following in pairwise(postings):
        if one.valid_to is None or one.valid_to > following.valid_from:
            raise PostingOutOfOrder((one if following is posting else following).valid_from)


def save_apart(postings: list[Posting]) -> None:
    """Write postings that fit together in an order in which none ever overlaps another."""
    recorded = Posting.objects.in_bulk([posting.pk for posting in postings])
    # The database compares after each row: whichever becomes shorter makes room first.
    for posting in sorted(
        postings, key=lambda one: _length_of(one) - _length_of(recorded.get(one.pk))
    ):
        posting.save()


def _length_of(posting: Posting | None) -> dt.timedelta:
    if posting is None:
        return dt.timedelta(0)
    return (posting.valid_to or dt.date.max) - posting.valid_from


def classify_change(last: Posting | None, new: Posting) -> PostingChange:
    """Return what a new posting is to the last one, without writing. Raise `PostingOutOfOrder`."""
    if last is None or (last.valid_to and last.valid_to <= new.valid_from):
        return PostingChange.MOVE
    is_same = _assignment_key(last) == _assignment_key(new)
    if last.valid_to is not None:
        if is_same and last.valid_to == new.valid_to and last.valid_from == new.valid_from:
            return PostingChange.SAME
        raise PostingOutOfOrder(last.valid_to)
    if is_same and new.valid_to and new.valid_to <= last.valid_from:
        raise PostingOutOfOrder(last.valid_from)
    if is_same:
        return PostingChange.END if new.valid_to else PostingChange.SAME
    if last.valid_from > new.valid_from:
        raise PostingOutOfOrder(last.valid_from)
    return PostingChange.CORRECTION if last.valid_from == new.valid_from else PostingChange.MOVE


def end_previous(last: Posting, new: Posting, step: PostingChange) -> bool:
    """End the last posting, if open, where the new one begins; return whether it changed.

    A new one that says only when the last one ends has that day.
    """
    if last.valid_to is not None or step not in (PostingChange.MOVE, PostingChange.END):
        return False
    last.valid_to = new.valid_from if step is PostingChange.MOVE else new.valid_to
    return True


def complete_posting(new: Posting, last: Posting | None) -> None:
    """Take over from the last posting what the new one does not say: empty says nothing."""
    if last is None or (last.valid_to and last.valid_to <= new.valid_from):
        return
    if new.grade is None:
        new.grade = last.grade
    # Another position in one language is another one in all, and so is one elsewhere.
    is_same = all(last.position.get(code, name) == name for code, name in new.position.items())
    if is_same and new.agency_id == last.agency_id:
        new.position = last.position | new.position


def _assignment_key(posting: Posting) -> tuple[int, dict[str, str], int | None]:
    return posting.agency_id, posting.position, posting.grade


def last_posting(person: Person) -> Posting | None:
    """Return the latest posting of the person, whose row stays locked."""
    # The person is locked and not the posting: of someone's first two postings neither exists yet.
    Person.objects.select_for_update().get(pk=person.pk)
    return person.postings.order_by("valid_from").last()
