"""Counts what waits for registrars and reviewers, for the menu and the page of requests."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.office.home import list_pending_requests, list_uncertified
from cms.office.reviews.waiting_list import count_reviewable
from people.models import Role
from people.web import PendingWork, register_work

register_work(
    PendingWork(
        key="acts",
        order=40,
        label=_("Acts and appeals waiting for you"),
        empty=_("Nothing waits for your decision."),
        address="certificate-acts:index",
        find=list_pending_requests,
        roles=(Role.Kind.REGISTRAR,),
    )
)
register_work(
    PendingWork(
        key="uncertified",
        order=50,
        label=_("Completions without a certificate"),
        empty=_("Every completion has its certificate."),
        address="uncertified:index",
        find=list_uncertified,
        roles=(Role.Kind.REGISTRAR,),
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
