"""Says which appeals an act answers, and who took part in what an appeal is against."""

from __future__ import annotations

from django.db.models import QuerySet

from certification.models import Act, Certificate
from certification.models.reasons import AppealReason

_REPLACING_KINDS = (Act.Kind.CORRECT, Act.Kind.REPLACE)


def appeals_resolved_by(act: Act) -> QuerySet[Act]:
    """Appeals that wait no more: a restoration answers only those against the revocation."""
    appeals = act.certificate.acts.waiting().filter(kind=Act.Kind.APPEAL)
    if act.kind == Act.Kind.RESTORE:
        return appeals.filter(reason=AppealReason.REVOCATION)
    return appeals if act.kind in _REPLACING_KINDS else appeals.none()


def people_behind_revocation(certificate: Certificate) -> set[int | None]:
    """Keys of who revoked a certificate that is revoked, and of who had asked for it."""
    if certificate.revoked_at is None:
        return set()
    done = certificate.acts.filter(kind=Act.Kind.REVOKE, state=Act.State.DONE)
    asked = done.order_by("decided_at", "pk").values_list("asked_by", flat=True).last()
    return {certificate.revoked_by_id, asked}
