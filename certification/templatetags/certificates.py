"""Lists a person's certificates, and the gaps of their position, for pages of other apps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from certification.evidence.role_gaps import list_role_gaps
from certification.facts.codes import format_code
from certification.models import Certificate, CertificateState
from certification.verification.effective_state import find_distrusted_keys, get_effective_state
from courses.models import Enrolment, ProgrammeEnrolment
from courses.progress import is_renewable
from people.models import Person

register = template.Library()


# A certificate takes seconds. What is missing after this time waits for somebody.
_USUAL_WAIT = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class _CertificateCard:
    """One certificate as its holder sees it; without a code it is being prepared."""

    titles: dict[str, str]
    state: CertificateState
    completed_on: str
    expires_on: str | None = None
    code: str = ""
    spaced_code: str = ""
    is_late: bool = False
    renewal: str = ""  # the address of its page; empty: not to be renewed


@register.inclusion_tag("certification/certificate_list.html", takes_context=True)
def certificate_list(context: template.Context, person: Person) -> dict[str, Any]:
    """Show the person's certificates, newest first, after completed courses without one."""
    return {"cards": _list_cards(person), "request": context.get("request")}


@register.inclusion_tag("certification/role_gaps.html")
def role_gaps(person: Person) -> dict[str, Any]:
    """Show each gap with the course that closes it and the next act; nothing without gaps."""
    return {"gaps": list_role_gaps(person)}


def _list_cards(person: Person, *, day: dt.date | None = None) -> list[_CertificateCard]:
    day = day or timezone.localdate()
    issued = _list_issued(person)
    waiting = Enrolment.objects.completed().filter(
        person=person, certificates=None, is_certified=True
    )
    programmes = ProgrammeEnrolment.objects.completed().filter(
        person=person, certificates=None, is_certified=True
    )
    distrusted = find_distrusted_keys()  # once for all cards
    cards = [_card_of(certificate, day, distrusted) for certificate in issued]
    return [
        *(_waiting_card(one.course.titles, one) for one in waiting.select_related("course")),
        *(
            _waiting_card(one.programme.titles, one)
            for one in programmes.select_related("programme")
        ),
        *cards,
    ]


def _list_issued(person: Person) -> QuerySet[Certificate]:
    """Return the person's certificates, each with ``is_newest``: not renewed yet."""
    later = Enrolment.objects.filter(
        person=person,
        course=OuterRef("enrolment__course"),
        occasion__gt=OuterRef("enrolment__occasion"),
        withdrawn_at=None,
    )
    later_programmes = ProgrammeEnrolment.objects.filter(
        person=person,
        programme=OuterRef("programme_enrolment__programme"),
        occasion__gt=OuterRef("programme_enrolment__occasion"),
        withdrawn_at=None,
    )
    issued = Certificate.objects.filter(person=person).annotate(
        is_newest=~Exists(later) & ~Exists(later_programmes)
    )
    # The search texts are the longest columns, and no card shows them.
    issued = issued.select_related("enrolment__course", "programme_enrolment__programme")
    issued = issued.defer(
        "enrolment__course__search_text", "programme_enrolment__programme__search_text"
    )
    return issued.order_by("-issued_at", "-pk")


def _waiting_card(
    titles: dict[str, str], enrolment: Enrolment | ProgrammeEnrolment
) -> _CertificateCard:
    completed = timezone.localtime(enrolment.completed_at)
    return _CertificateCard(
        titles,
        CertificateState.PENDING,
        completed.date().isoformat(),
        is_late=_is_late(completed),
    )


def _is_late(since: dt.datetime) -> bool:
    return timezone.now() - since > _USUAL_WAIT


def _card_of(
    certificate: Certificate, day: dt.date, distrusted: Collection[str]
) -> _CertificateCard:
    facts = certificate.facts
    return _CertificateCard(
        titles=facts["course"]["titles"],
        state=get_effective_state(certificate, day, distrusted),
        completed_on=facts["completed_on"],
        expires_on=facts["expires_on"],
        # Without its sealed file a certificate has no page to link to.
        code=certificate.code if certificate.sealed_at else "",
        spaced_code=format_code(certificate.code),
        is_late=certificate.sealed_at is None and _is_late(certificate.issued_at),
        renewal=_build_renewal_address(certificate, day),
    )


def _build_renewal_address(certificate: Any, day: dt.date) -> str:
    """Return the page where the certificate is renewed, ``""`` if nothing renews it yet."""
    enrolment = certificate.enrolment or certificate.programme_enrolment
    if enrolment is None or certificate.superseded_at or not certificate.is_newest:
        return ""
    is_programme = isinstance(enrolment, ProgrammeEnrolment)
    taken = enrolment.programme if is_programme else enrolment.course
    if not taken.is_live or not is_renewable(enrolment, day):
        return ""
    return reverse(f"courses:{'renew_programme' if is_programme else 'renew'}", args=[taken.slug])
