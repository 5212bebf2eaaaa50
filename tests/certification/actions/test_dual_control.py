"""Acts that wait for another registrar."""

import datetime as dt

import pytest

from certification import checks
from certification.actions import requests
from certification.actions.requests import approve_action, reject_action, request_action
from certification.actions.revocation import AlreadyReplaced
from tests.certification.conftest import AT
from tests.people.factories import RoleFactory

LATER = AT + dt.timedelta(days=9)


@pytest.fixture(autouse=True)
def configured(settings):
    settings.DUAL_CONTROL_FOR = ["revoke", "correct"]


@pytest.fixture
def waiting(sealed, registrar):
    return request_action(sealed, "revoke", by=registrar, reason="fraud", note="Seen.")


def test_it_waits_and_nothing_happens(waiting, sealed):
    sealed.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == ("waiting", None)
    assert sealed.revoked_at is None
    assert not sealed.person.messages.filter(kind="certification/revoked").exists()


def test_another_registrar_approves(waiting, other, sealed):
    action = approve_action(waiting, by=other, note="I agree.", at=LATER)
    sealed.refresh_from_db()
    assert (action.state, action.decided_by, action.decision_note) == ("done", other, "I agree.")
    assert (sealed.revoked_at, sealed.revocation_reason) == (LATER, "fraud")


def test_whoever_asked_does_not_approve(waiting, registrar, sealed):
    with pytest.raises(requests.SelfApproval):
        approve_action(waiting, by=registrar)
    sealed.refresh_from_db()
    assert sealed.revoked_at is None


def test_nor_does_a_registrar_out_of_scope_or_the_holder(waiting, sealed):
    with pytest.raises(requests.OutOfScope):
        approve_action(waiting, by=RoleFactory(kind="registrar").person)
    RoleFactory(kind="registrar", agency=sealed.agency, person=sealed.person)
    with pytest.raises(requests.OwnCertificate):
        approve_action(waiting, by=sealed.person)


def test_a_refusal_says_why_and_then_it_is_decided(waiting, other):
    with pytest.raises(requests.ExplanationMissing):
        reject_action(waiting, by=other, note="  ")
    assert reject_action(waiting, by=other, note="No proof.").state == "refused"
    with pytest.raises(requests.AlreadyDecided):
        approve_action(waiting, by=other)


def test_whoever_asked_may_take_it_back(waiting, registrar):
    assert reject_action(waiting, by=registrar, note="My mistake.").decided_by == registrar


def test_one_of_a_kind_waits(waiting, sealed, other):
    with pytest.raises(requests.AlreadyRequested):
        request_action(sealed, "revoke", by=other, reason="error")


def test_what_is_not_configured_happens_at_once(sealed, registrar):
    assert request_action(sealed, "replace", by=registrar, reason="file").state == "done"


def test_what_can_no_longer_be_done_is_not_approved(waiting, sealed, registrar, other):
    request_action(sealed, "replace", by=registrar, reason="file")
    with pytest.raises(AlreadyReplaced):
        approve_action(waiting, by=other)


def test_a_person_is_renamed_when_it_is_done_and_not_before(sealed, registrar, other):
    changes = {"person": {"honorific": "daw", "name_my": "ခင်", "name_en": "Khin"}}
    action = request_action(sealed, "correct", by=registrar, reason="spelling", changes=changes)
    sealed.person.refresh_from_db()
    assert sealed.person.name_en == "Khin Myo Thandar"
    new = approve_action(action, by=other).result
    assert new.facts["person"]["names"]["en"] == "Daw Khin"


def test_a_word_that_is_no_act_stops_the_start(settings):
    settings.DUAL_CONTROL_FOR = ["revoke", "appeal"]
    assert checks.check_dual_control_kinds(None) == []
    settings.DUAL_CONTROL_FOR = ["revoke", "banana"]
    assert "banana" in checks.check_dual_control_kinds(None)[0].msg
