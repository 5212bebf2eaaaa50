"""Gives the demo a transfer that waits, a move that has not begun, and an additional charge."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cms.demo.history.certificates import list_officials
from cms.demo.organisation.agencies import LEARNER_TOWNSHIP
from people.models import AdditionalPosting, Agency, Person, Posting, Transfer
from people.postings import acts, charges, posting_on, transfers

_VACANT = "ရာထူးလစ်လပ်နေသဖြင့် ယာယီတွဲဖက်တာဝန် ပေးအပ်ခြင်း ဖြစ်ပါသည်။"
_WISH = "မိသားစုနှင့် နီးသော မြို့နယ်တွင် တာဝန်ထမ်းဆောင်လိုပါသည်။"


@transaction.atomic
def plan_moves() -> None:
    """Let an official ask to come to the learner's office, and move a colleague away later."""
    today = timezone.localdate()
    day = (today.replace(day=1) + dt.timedelta(days=62)).replace(day=1)
    office = Agency.objects.get(code=LEARNER_TOWNSHIP)
    _ask_for_transfer(Person.objects.get(username="learner2"), office, day)
    _move_colleague(office, day)


def _ask_for_transfer(person: Person, office: Agency, day: dt.date) -> None:
    posting = _posting_of(person)
    wish = transfers.TransferWish(office, posting.position, posting.grade, day, _WISH)
    transfers.ask_for_transfer(person, wish, by=person)


def _move_colleague(office: Agency, day: dt.date) -> None:
    serving = Posting.objects.filter(agency=office, valid_to=None).values("person")
    # The last one: those before have parts in other stories.
    colleague = list_officials().filter(pk__in=serving).order_by("-pk")[0]
    posting = _posting_of(colleague)
    acts.move_person(
        colleague,
        office.get_siblings().exclude(pk=office.pk).filter(kind=office.kind)[0],
        position=posting.position,
        grade=posting.grade,
        day=day,
        by=Person.objects.get(username="hr"),
    )


@transaction.atomic
def share_colleague() -> None:
    """Let a colleague of the learner head a desk of the office next door too."""
    office = Agency.objects.get(code=LEARNER_TOWNSHIP)
    serving = Posting.objects.filter(agency=office, valid_to=None).values("person")
    # Beside the last one, who moves away.
    colleague = list_officials().filter(pk__in=serving).order_by("-pk")[1]
    posting = _posting_of(colleague)
    first = max(posting.valid_from, timezone.localdate() - dt.timedelta(days=60))
    charges.give_charge(
        colleague,
        office.get_siblings().exclude(pk=office.pk).filter(kind=office.kind)[0],
        charges.ChargeTerms(posting.position, 30, first),
        by=Person.objects.get(username="hr"),
        why=_VACANT,
    )


def has_shared_colleague() -> bool:
    return AdditionalPosting.objects.exists()


def _posting_of(person: Person) -> Posting:
    posting = posting_on(person, timezone.localdate())
    assert posting is not None  # noqa: S101
    return posting


def has_planned_moves() -> bool:
    return Transfer.objects.exists()
