"""A revocation ends evidence, a restoration brings it back as if nothing had been."""

import datetime as dt

import pytest
from django.utils import timezone

from certification.actions.requests import request_action
from certification.actions.revocation import revoke_certificate
from certification.credentials.status_list import find_invalid_indexes
from certification.models import Evidence
from certification.verification.verdicts import verify_code
from tests.certification.conftest import AT

LATER = AT + dt.timedelta(days=9)


def test_a_restored_one_is_valid_and_counts_on_every_day_again(revoked, registrar):
    place = revoked.status_index % 131_072
    assert place in find_invalid_indexes(1 + revoked.status_index // 131_072)
    request_action(revoked, "restore", by=registrar, reason="error", at=LATER)
    revoked.refresh_from_db()
    assert verify_code(revoked.code, day=LATER.date()).status == "valid"
    assert place not in find_invalid_indexes(1 + revoked.status_index // 131_072)
    assert Evidence.objects.valid(AT.date()).get().certificate == revoked
    assert [action.kind for action in revoked.action_requests.all()] == ["revoke", "restore"]


def test_it_can_be_revoked_again_and_the_holder_is_told_each_time(revoked, registrar):
    request_action(revoked, "restore", by=registrar, reason="error")
    request_action(revoked, "revoke", by=registrar, reason="fraud")
    told = revoked.person.messages.exclude(kind="certification/ready")
    kinds = ["certification/revoked", "certification/restored", "certification/revoked"]
    assert list(told.values_list("kind", flat=True)) == kinds


def test_a_day_is_that_of_the_service_wherever_the_registrar_sits(sealed, registrar, other):
    with timezone.override("America/Adak"):
        request_action(sealed, "revoke", by=registrar, reason="error", at=AT)
    assert Evidence.objects.get().revoked_on == AT.date()
    Evidence.objects.update(revoked_on=AT.date() - dt.timedelta(days=1))
    request_action(sealed, "restore", by=other, reason="error")
    assert Evidence.objects.get().revoked_on is None


def test_a_revocation_ends_the_evidence_on_its_day(sealed, registrar):
    revoke_certificate(sealed, by=registrar, reason="conduct", note="n", at=AT)
    revoke_certificate(sealed, by=registrar, reason="fraud")
    assert str(sealed.evidence.get().revoked_on) == "2026-11-23"
    assert (sealed.revocation_reason, sealed.revoked_by) == ("conduct", registrar)


def test_an_unknown_reason_is_refused(sealed, registrar):
    with pytest.raises(ValueError, match="whim"):
        revoke_certificate(sealed, by=registrar, reason="whim")
