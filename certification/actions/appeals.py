"""Says which appeals an action resolves, and who took part in what an appeal is against."""

from __future__ import annotations

from django.db.models import QuerySet

from certification.models import ActionRequest, Certificate
from certification.models.choices import AppealReason
from people.dual_control import is_same_authority
from people.models import Person

_REPLACING_KINDS = (ActionRequest.Kind.CORRECT, ActionRequest.Kind.REPLACE)


def appeals_resolved_by(action: ActionRequest) -> QuerySet[ActionRequest]:
    """Select the appeals that the action resolves; a restoration only those against revocation."""
    appeals = action.certificate.action_requests.waiting().filter(kind=ActionRequest.Kind.APPEAL)
    if action.kind == ActionRequest.Kind.RESTORE:
        return appeals.filter(reason=AppealReason.REVOCATION)
    return appeals if action.kind in _REPLACING_KINDS else appeals.none()


def is_behind_revocation(person: Person, certificate: Certificate) -> bool:
    """Return whether the person, or a deputy or lender of theirs, requested or did it."""
    if certificate.revoked_at is None:
        return False
    done = certificate.action_requests.filter(
        kind=ActionRequest.Kind.REVOKE, state=ActionRequest.State.DONE
    )
    asked = done.order_by("decided_at", "pk").last()
    since = asked.asked_at if asked else certificate.revoked_at
    behind = {certificate.revoked_by_id, asked.asked_by_id if asked else None}
    return any(is_same_authority(person, one, since=since) for one in behind)
