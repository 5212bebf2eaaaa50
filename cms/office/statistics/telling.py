"""Writes to authors once a week at most: which of their questions are to be looked at."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from cms.models import BankPage
from courses.models import ItemStatistics
from people.messaging import is_quiet, notify_person, offer_choice
from people.models import Message, Person

_KIND = "cms/poor_questions"
_PAUSE = dt.timedelta(days=7)


def offer_choices() -> None:
    """Let people choose whether these letters come by e-mail."""
    offer_choice(_KIND, gettext_lazy("Questions of mine to look at"))


def tell_authors_of_poor_questions(*, at: dt.datetime | None = None) -> int:
    """Tell who made the bank, of each question once; return how many letters were written."""
    at = at or timezone.now()
    if is_quiet(at):
        return 0
    recent = Message.objects.filter(kind=_KIND, created_at__gt=at - _PAUSE)
    told = set(recent.values_list("person", flat=True))
    found = _list_untold()
    for author, rows in found.items():
        if author.pk not in told:
            _tell_author(author, rows, at)
    return sum(author.pk not in told for author in found)


def _list_untold() -> dict[Person, list[int]]:
    """Return by author the rows of poor questions of which they had no letter."""
    poor = ItemStatistics.objects.poor().filter(told_at=None, version__item__bank__isnull=False)
    rows = poor.order_by("pk").values_list("pk", "version__item__bank")
    by_bank: dict[UUID, list[int]] = defaultdict(list)
    for pk, bank in rows:
        if bank:
            by_bank[bank].append(pk)
    found: dict[Person, list[int]] = defaultdict(list)
    pages = BankPage.objects.filter(translation_key__in=by_bank, alias_of=None, live=True)
    # One author a bank: its translations are of other people.
    for page in pages.select_related("owner").order_by("-pk"):
        author = page.owner
        if isinstance(author, Person) and author.is_active and _may_write(page, author):
            found[author] += by_bank.pop(page.translation_key, [])
    return {author: pks for author, pks in found.items() if pks}


def _may_write(page: BankPage, author: Person) -> bool:
    return bool(page.permissions_for_user(author).can_write())


def _tell_author(author: Person, rows: list[int], at: dt.datetime) -> None:
    with translation.override(author.language):
        address = f"{settings.SITE_URL}{reverse('statistics')}?poor=1"
    versions = ItemStatistics.objects.filter(pk__in=rows).values("version").distinct()
    facts = {"count": versions.count(), "address": address}
    subject = timezone.localdate(at).isoformat()
    notify_person(author, _KIND, subject=subject, facts=facts, at=at)
    ItemStatistics.objects.filter(pk__in=rows).update(told_at=at)
