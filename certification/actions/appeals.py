"""Says which appeals an action resolves, and who took part in what an appeal is against."""

from __future__ import annotations

from django.db.models import QuerySet

from certification.models import ActionRequest, Certificate
from certification.models.choices import AppealReason

_REPLACING_KINDS = (ActionRequest.Kind.CORRECT, ActionRequest.Kind.REPLACE)


def appeals_resolved_by(action: ActionRequest) -> QuerySet[ActionRequest]:
    """Select the appeals that the action resolves; a restoration only those against revocation."""
    appeals = action.certificate.action_requests.waiting().filter(kind=ActionRequest.Kind.APPEAL)
    if action.kind == ActionRequest.Kind.RESTORE:
        return appeals.filter(reason=AppealReason.REVOCATION)
    return appeals if action.kind in _REPLACING_KINDS else appeals.none()


def people_behind_revocation(certificate: Certificate) -> set[int | None]:
    """Return keys of who revoked a revoked certificate, and of who had requested it."""
    if certificate.revoked_at is None:
        return set()
    done = certificate.action_requests.filter(
        kind=ActionRequest.Kind.REVOKE, state=ActionRequest.State.DONE
    )
    asked = done.order_by("decided_at", "pk").values_list("asked_by", flat=True).last()
    return {certificate.revoked_by_id, asked}
