"""Counts what waits for registrars and reviewers, for the menu and the page of requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.office.home import list_pending_requests, list_uncertified
from cms.office.reviews.waiting_list import count_reviewable
from people.access import has_role
from people.models import Person, Role
from people.web import PendingWork, register_work


def _find_if_registrar(
    list_rows: Callable[[Person], QuerySet[Any]],
) -> Callable[..., QuerySet[Any] | None]:
    def find(person: Person) -> QuerySet[Any] | None:
        return list_rows(person) if has_role(person, Role.Kind.REGISTRAR) else None

    return find


register_work(
    PendingWork(
        key="acts",
        order=40,
        label=_("Acts and appeals waiting for you"),
        empty=_("Nothing waits for your decision."),
        address="certificate-acts:index",
        find=_find_if_registrar(list_pending_requests),
    )
)
register_work(
    PendingWork(
        key="uncertified",
        order=50,
        label=_("Completions without a certificate"),
        empty=_("Every completion has its certificate."),
        address="uncertified:index",
        find=_find_if_registrar(list_uncertified),
    )
)
register_work(
    PendingWork(
        key="reviews",
        order=60,
        label=_("Pages waiting for your review"),
        empty=_("Nothing waits for your review."),
        address="reviews",
        find=count_reviewable,
    )
)
