"""Tells holders what became of their certificates: what is said, about what, and when."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone

from certification.models import ActionRequest, Certificate, CertificateState
from people import messaging
from people.models import Message

_NEWS_PERIOD = dt.timedelta(days=30)
_EXPIRY_NOTICE = dt.timedelta(days=30)
_BATCH_SIZE = 1000
_MESSAGE_KINDS = {
    ActionRequest.Kind.CORRECT: "corrected",
    ActionRequest.Kind.REPLACE: "replaced",
    ActionRequest.Kind.REVOKE: "revoked",
    ActionRequest.Kind.RESTORE: "restored",
}


def _notify_holder(
    certificate: Certificate,
    kind: str,
    *,
    subject: str,
    at: dt.datetime | None = None,
    **facts: str,
) -> None:
    """Write the message ``certificate_<kind>``; the facts have no note of a registrar."""
    common = {
        "code": certificate.code,
        "titles": certificate.facts["course"]["titles"],
        "address": _build_page_url("verdict", certificate.code),
        "appeal": _build_page_url("appeal", certificate.code),
    }
    messaging.notify_person(
        certificate.person, f"certificate_{kind}", subject=subject, facts=common | facts, at=at
    )


def _build_page_url(page: str, code: str) -> str:
    return f"{settings.SITE_URL}{reverse(f'certification:{page}', args=[code])}"


def send_ready_notice(certificate: Certificate) -> None:
    """It can be fetched now. What was issued long ago, or in place of another, is no news.

    Nor is what was revoked or replaced before it had its seal.
    """
    stands = certificate.revoked_at is None and certificate.superseded_at is None
    is_new = certificate.issued_at > timezone.now() - _NEWS_PERIOD
    if stands and is_new and certificate.supersedes_id is None:
        _notify_holder(certificate, "ready", subject=certificate.code)


def send_action_notice(action: ActionRequest) -> None:
    """What was done, with the reason that everybody may see."""
    facts = {"reason": action.reason}
    if action.result:
        facts["new"] = action.result.code
        facts["new_appeal"] = _build_page_url("appeal", action.result.code)
    kind, at = _MESSAGE_KINDS[ActionRequest.Kind(action.kind)], action.decided_at
    _notify_holder(action.certificate, kind, subject=str(action.pk), at=at, **facts)


def send_rejection_notice(appeal: ActionRequest) -> None:
    """The answer to the appeal was written for the holder."""
    _notify_holder(
        appeal.certificate, "appeal_refused", subject=str(appeal.pk), answer=appeal.decision_note
    )


def send_expiry_notices(*, day: dt.date | None = None) -> int:
    """How many holders, a thousand at most, are told that their certificate ends in 30 days."""
    day = day or timezone.localdate()
    told = Message.objects.filter(
        person=OuterRef("person"), kind="certificate_expiring", subject=OuterRef("code")
    )
    ending = Certificate.objects.in_state(CertificateState.ISSUED, day).filter(
        ~Exists(told), expires_on__gt=day, expires_on__lte=day + _EXPIRY_NOTICE
    )
    ending = ending.select_related("person").order_by(F("expires_on"), "pk")[:_BATCH_SIZE]
    for certificate in ending:
        expires = certificate.facts["expires_on"]
        _notify_holder(certificate, "expiring", subject=certificate.code, expires_on=expires)
    return len(ending)
