"""Lists a person's certificates, and the gaps of their position, for pages of other apps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils import timezone

from certification.evidence.role_gaps import list_role_gaps
from certification.facts.codes import format_code
from certification.models import Certificate, CertificateState
from certification.verification.effective_state import find_distrusted_keys, get_effective_state
from courses.models import Enrolment, ProgrammeEnrolment
from people.models import Person

register = template.Library()
_Completed = Enrolment | ProgrammeEnrolment

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


@register.inclusion_tag("certification/certificate_list.html", takes_context=True)
def certificate_list(
    context: template.Context, person: Person, completed: Iterable[_Completed]
) -> dict[str, Any]:
    """Show the person's certificates, newest first, after what they completed without one yet."""
    return {"cards": _list_cards(person, completed), "request": context.get("request")}


@register.inclusion_tag("certification/role_gaps.html")
def role_gaps(person: Person) -> dict[str, Any]:
    """Show each gap with the course that closes it and the next act; nothing without gaps."""
    return {"gaps": list_role_gaps(person)}


def _list_cards(person: Person, completed: Iterable[_Completed]) -> list[_CertificateCard]:
    day = timezone.localdate()
    issued = list(Certificate.objects.filter(person=person).order_by("-issued_at", "-pk"))
    has_one = {(one.enrolment_id, one.programme_enrolment_id) for one in issued}
    waiting = [one for one in completed if one.is_certified and _as_keys(one) not in has_one]
    distrusted = find_distrusted_keys()  # once for all cards
    return [
        *(_waiting_card(one) for one in waiting),
        *(_card_of(certificate, day, distrusted) for certificate in issued),
    ]


def _as_keys(one: _Completed) -> tuple[int | None, int | None]:
    """Return the keys as a certificate has them: of a course, or of a programme."""
    return (one.pk, None) if isinstance(one, Enrolment) else (None, one.pk)


def _waiting_card(one: _Completed) -> _CertificateCard:
    completed = timezone.localtime(one.completed_at)
    taken = one.course if isinstance(one, Enrolment) else one.programme
    return _CertificateCard(
        taken.titles,
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
    )
