"""What can be done to a certificate, and what is refused as it stands."""

import pytest

from certification.actions.requests import request_action
from certification.actions.revocation import AlreadyReplaced, NotRevoked
from certification.issuing.issue import AlreadyRevoked
from certification.models import ActionRequest, Certificate
from certification.rendering.style import SheetOverflow


def test_a_second_revocation_is_refused_and_changes_nothing(revoked, other):
    with pytest.raises(AlreadyRevoked):
        request_action(revoked, "revoke", by=other, reason="fraud")
    revoked.refresh_from_db()
    assert revoked.revocation_reason == "error"
    assert revoked.action_requests.count() == 1


def test_what_stands_is_not_restored(sealed, registrar):
    with pytest.raises(NotRevoked):
        request_action(sealed, "restore", by=registrar, reason="error")


def test_a_replaced_one_is_neither_revoked_nor_restored_nor_replaced(sealed, registrar):
    new = request_action(sealed, "replace", by=registrar, reason="file").result
    for kind, reason in (("revoke", "error"), ("restore", "error"), ("replace", "file")):
        with pytest.raises(AlreadyReplaced):
            request_action(sealed, kind, by=registrar, reason=reason)
    assert new.supersedes == sealed


def test_a_replacement_says_the_same_whatever_the_person_is_called_now(sealed, registrar):
    sealed.person.name_en = "Another"
    sealed.person.save()
    new = request_action(sealed, "replace", by=registrar, reason="file").result
    changed = {key for key in new.facts if new.facts[key] != sealed.facts.get(key)}
    assert changed == {"code", "uuid", "issued_at", "replaces"}


def test_words_that_do_not_fit_are_refused_and_nothing_is_written(sealed, registrar):
    changes = {"course": {"en": "Digital " * 99, "my": "ဒစ်ဂျစ်တယ်အုပ်ချုပ်မှု " * 40}}
    with pytest.raises(SheetOverflow):
        request_action(sealed, "correct", by=registrar, reason="title", changes=changes)
    assert not ActionRequest.objects.exists()
    assert Certificate.objects.count() == 1
