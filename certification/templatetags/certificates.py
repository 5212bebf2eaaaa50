"""Lists a person's certificates with their states, for pages of other apps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from certification.facts.codes import format_code
from certification.models import Certificate, CertificateState
from certification.verification.effective_state import find_distrusted_keys, get_effective_state
from courses.models import Enrolment
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
    renewed_course: str = ""  # by its slug; empty: not to be renewed


@register.inclusion_tag("certification/certificate_list.html", takes_context=True)
def certificate_list(context: template.Context, person: Person) -> dict[str, Any]:
    """Show the person's certificates, newest first, after completed courses without one."""
    return {"cards": _list_cards(person), "request": context.get("request")}


def _list_cards(person: Person, *, day: dt.date | None = None) -> list[_CertificateCard]:
    day = day or timezone.localdate()
    issued = _list_issued(person)
    waiting = Enrolment.objects.completed().filter(
        person=person, certificates=None, is_certified=True
    )
    distrusted = find_distrusted_keys()  # once for all cards
    cards = [_card_of(certificate, day, distrusted) for certificate in issued]
    return [*map(_waiting_card, waiting.select_related("course")), *cards]


def _list_issued(person: Person) -> QuerySet[Certificate]:
    """Return the person's certificates, each with ``is_newest``: not renewed yet."""
    later = Enrolment.objects.filter(
        person=person,
        course=OuterRef("enrolment__course"),
        occasion__gt=OuterRef("enrolment__occasion"),
        withdrawn_at=None,
    )
    issued = Certificate.objects.filter(person=person).annotate(is_newest=~Exists(later))
    # The search text is the longest column, and no card shows it.
    issued = issued.select_related("enrolment__course").defer("enrolment__course__search_text")
    return issued.order_by("-issued_at", "-pk")


def _waiting_card(enrolment: Enrolment) -> _CertificateCard:
    completed = timezone.localtime(enrolment.completed_at)
    return _CertificateCard(
        enrolment.course.titles,
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
        renewed_course=_find_renewed_course(certificate, day),
    )


def _find_renewed_course(certificate: Any, day: dt.date) -> str:
    """Return the slug of the course that renews the certificate, ``""`` if nothing does yet."""
    enrolment = certificate.enrolment
    if enrolment is None or certificate.superseded_at or not certificate.is_newest:
        return ""
    can_renew = enrolment.course.is_live and is_renewable(enrolment, day)
    return enrolment.course.slug if can_renew else ""
