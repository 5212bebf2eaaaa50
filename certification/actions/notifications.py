"""Writes messages to holders: a certificate is ready, was changed or expires; an appeal failed."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from certification.models import ActionRequest, Certificate, CertificateState
from courses.models import Course, Enrolment, Programme, ProgrammeEnrolment
from people import messaging
from people.models import Message
from people.queue import sweep_rows

_NEWS_PERIOD = dt.timedelta(days=30)  # a certificate that is older is no news
_EXPIRY_NOTICE = dt.timedelta(days=30)  # before the end
_BATCH_SIZE = 1000  # of a daily task; the rest is told the next day
_COUNTS_LONGER = Q(ends_on=None) | Q(ends_on__gt=OuterRef("expires_on"))
_MESSAGE_KINDS = {
    ActionRequest.Kind.CORRECT: "corrected",
    ActionRequest.Kind.REPLACE: "replaced",
    ActionRequest.Kind.REVOKE: "revoked",
    ActionRequest.Kind.RESTORE: "restored",
}


def offer_choices() -> None:
    """Let holders choose about news; that a certificate was changed is always sent."""
    messaging.offer_choice("certification/ready", _("When a certificate is ready"))
    messaging.offer_choice("certification/expiring", _("Before a certificate ends"))


def _notify_holder(
    certificate: Certificate,
    kind: str,
    *,
    subject: str,
    at: dt.datetime | None = None,
    **facts: str,
) -> None:
    """Write the message ``certification/<kind>``, unless nobody is left to read it."""
    if certificate.is_erased:
        return
    # Facts become an e-mail: a registrar's note, which is for colleagues, must not be among them.
    common = {
        "code": certificate.code,
        "titles": certificate.facts["course"]["titles"],
        "certified": certificate.kind,
        "address": _build_page_url("verdict", certificate.code),
        "appeal": _build_page_url("appeal", certificate.code),
        "renewal": _build_renewal_url(certificate),
    }
    messaging.notify_person(
        certificate.person, f"certification/{kind}", subject=subject, facts=common | facts, at=at
    )


def _build_page_url(page: str, code: str) -> str:
    return f"{settings.SITE_URL}{reverse(f'certification:{page}', args=[code])}"


def _build_renewal_url(certificate: Certificate) -> str:
    """Return where its holder renews it, ``""`` without a course or programme that is offered."""
    taken: Course | Programme | None = certificate.course if certificate.enrolment_id else None
    page = "renew"
    if certificate.programme_enrolment:
        taken, page = certificate.programme_enrolment.programme, "renew_programme"
    if taken is None or not taken.is_live:
        return ""
    with translation.override(certificate.person.language):
        return f"{settings.SITE_URL}{reverse(f'courses:{page}', args=[taken.slug])}"


def send_ready_notice(certificate: Certificate) -> None:
    """Tell the holder that the file can be fetched, if that is news."""
    # No news: issued long ago; in place of another, which has its own message; or no longer
    # current by the time it is sealed.
    stands = certificate.revoked_at is None and certificate.superseded_at is None
    is_new = certificate.issued_at > timezone.now() - _NEWS_PERIOD
    if stands and is_new and certificate.supersedes_id is None:
        _notify_holder(certificate, "ready", subject=certificate.code)


def send_action_notice(action: ActionRequest) -> None:
    """Tell the holder what was done, with the reason that verifiers see too."""
    facts = {"reason": action.reason}
    if action.result:
        facts["new"] = action.result.code
        facts["new_appeal"] = _build_page_url("appeal", action.result.code)
    kind, at = _MESSAGE_KINDS[ActionRequest.Kind(action.kind)], action.decided_at
    _notify_holder(action.certificate, kind, subject=str(action.pk), at=at, **facts)


def send_rejection_notice(appeal: ActionRequest) -> None:
    """Send the holder the answer to the appeal, which was written for them."""
    _notify_holder(
        appeal.certificate, "appeal_refused", subject=str(appeal.pk), answer=appeal.decision_note
    )


def send_expiry_notices(*, day: dt.date | None = None) -> int:
    """Tell at most a thousand holders that a certificate ends within 30 days; return how many."""
    day = day or timezone.localdate()
    told = Message.objects.filter(
        person=OuterRef("person"), kind="certification/expiring", subject=OuterRef("code")
    )
    ending = Certificate.objects.in_state(CertificateState.ISSUED, day).filter(
        ~Exists(told),
        ~Exists(_find_renewals()),
        ~Exists(_find_programme_renewals()),
        person__erased_at=None,
        expires_on__gt=day,
        expires_on__lte=day + _EXPIRY_NOTICE,
    )
    related = ("person", "course", "programme_enrolment__programme")
    ending = ending.select_related(*related).order_by(F("expires_on"), "pk")[:_BATCH_SIZE]
    return len(sweep_rows(ending, _tell_of_end).results)


def _tell_of_end(certificate: Certificate) -> None:
    expires = certificate.facts["expires_on"]
    _notify_holder(certificate, "expiring", subject=certificate.code, expires_on=expires)


def _find_renewals() -> QuerySet[Enrolment]:
    """Return the later completions of the outer certificate's course that count beyond its end."""
    return Enrolment.objects.completed().filter(
        _COUNTS_LONGER,
        person=OuterRef("enrolment__person"),
        course=OuterRef("enrolment__course"),
        occasion__gt=OuterRef("enrolment__occasion"),
    )


def _find_programme_renewals() -> QuerySet[ProgrammeEnrolment]:
    """Return the later completions of the outer certificate's programme that count longer."""
    return ProgrammeEnrolment.objects.completed().filter(
        _COUNTS_LONGER,
        person=OuterRef("programme_enrolment__person"),
        programme=OuterRef("programme_enrolment__programme"),
        occasion__gt=OuterRef("programme_enrolment__occasion"),
    )
