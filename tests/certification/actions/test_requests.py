"""What is done to a certificate in one step, and by whom."""

import datetime as dt

import pytest
from django.utils import timezone

from certification.actions import requests
from certification.actions.corrections import NothingToCorrect
from certification.actions.requests import request_action
from certification.actions.revocation import AlreadyReplaced, NotRevoked
from certification.credentials.status_list import find_invalid_indexes
from certification.issuing.issue import AlreadyRevoked
from certification.models import ActionRequest, Certificate, Evidence
from certification.rendering.style import SheetOverflow
from certification.sealing.seal import seal_certificate
from certification.verification.verdicts import verify_code
from tests.certification.conftest import AT
from tests.certification.factories import make_office
from tests.people.factories import PersonFactory, RoleFactory

LATER = AT + dt.timedelta(days=9)


def test_a_revocation_leaves_a_whole_act(revoked, registrar):
    action = revoked.action_requests.get()
    assert (action.kind, action.state, action.reason, action.note) == (
        "revoke",
        "done",
        "error",
        "secret",
    )
    assert (action.asked_by, action.decided_by) == (registrar, registrar)
    assert action.asked_at == action.decided_at == AT


def test_a_second_revocation_is_refused_and_changes_nothing(revoked, other):
    with pytest.raises(AlreadyRevoked):
        request_action(revoked, "revoke", by=other, reason="fraud")
    revoked.refresh_from_db()
    assert revoked.revocation_reason == "error"
    assert revoked.action_requests.count() == 1


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


def test_a_correction_writes_anew_what_it_names_and_the_person(sealed, registrar):
    changes = {
        "person": {"honorific": "daw", "name_my": "ခင်မျိုးသန္တာ", "name_en": "Khin Thanda"},
        "position": {"en": "Deputy Director"},
        "agency": {"en": "Hinthada Office"},
        "course": {"en": "Personal data"},
    }
    new = request_action(sealed, "correct", by=registrar, reason="place", changes=changes).result
    assert new.facts["person"]["names"]["en"] == "Daw Khin Thanda"
    assert new.facts["person"]["subject"] == sealed.facts["person"]["subject"]
    assert new.facts["position"] == {**sealed.facts["position"], "en": "Deputy Director"}
    assert new.facts["agency"]["code"] == sealed.facts["agency"]["code"]
    assert new.facts["agency"]["names"]["en"] == "Hinthada Office"
    assert new.facts["course"]["titles"]["en"] == "Personal data"
    sealed.person.refresh_from_db()
    assert sealed.person.name_en == "Khin Thanda"
    assert Evidence.objects.get().certificate == new
    assert seal_certificate(new).pdf_digest


def test_a_correction_that_corrects_nothing_is_refused(sealed, registrar):
    for changes in ({}, {"position": {"en": "Staff Officer"}}):
        with pytest.raises(NothingToCorrect):
            request_action(sealed, "correct", by=registrar, reason="place", changes=changes)
    assert not ActionRequest.objects.exists()


def test_words_that_do_not_fit_are_refused_and_nothing_is_written(sealed, registrar):
    changes = {"course": {"en": "Digital " * 99, "my": "ဒစ်ဂျစ်တယ်အုပ်ချုပ်မှု " * 40}}
    with pytest.raises(SheetOverflow):
        request_action(sealed, "correct", by=registrar, reason="title", changes=changes)
    assert not ActionRequest.objects.exists()
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize(("kind", "reason"), [("revoke", "whim"), ("burn", "error")])
def test_unknown_kinds_and_reasons_are_refused(sealed, registrar, kind, reason):
    with pytest.raises(ValueError, match=f"{kind}|{reason}"):
        request_action(sealed, kind, by=registrar, reason=reason)


def test_nobody_acts_out_of_scope_nor_on_an_own_certificate(sealed):
    far = RoleFactory(kind="registrar").person
    auditor = RoleFactory(kind="auditor", agency=sealed.agency).person
    for stranger in (far, auditor, PersonFactory()):
        with pytest.raises(requests.OutOfScope):
            request_action(sealed, "revoke", by=stranger, reason="error")
    RoleFactory(kind="registrar", agency=sealed.agency, person=sealed.person)
    with pytest.raises(requests.OwnCertificate):
        request_action(sealed, "replace", by=sealed.person, reason="file")
    assert not ActionRequest.objects.exists()


def test_a_registrar_of_the_agency_acts(sealed):
    registrar = RoleFactory(kind="registrar", agency=sealed.agency).person
    assert request_action(sealed, "revoke", by=registrar, reason="error").state == "done"


def test_an_auditor_sees_the_acts_of_the_agencies_and_keeps_none(revoked):
    auditor = RoleFactory(kind="auditor", agency=revoked.agency).person
    far = RoleFactory(kind="auditor", agency=make_office()).person
    assert ActionRequest.objects.visible_to(auditor).count() == 1
    assert Certificate.objects.visible_to(auditor).get() == revoked
    assert not ActionRequest.objects.managed_by(auditor).exists()
    assert not ActionRequest.objects.visible_to(far).exists()


def test_a_day_is_that_of_the_service_wherever_the_registrar_sits(sealed, registrar, other):
    with timezone.override("America/Adak"):
        request_action(sealed, "revoke", by=registrar, reason="error", at=AT)
    assert Evidence.objects.get().revoked_on == AT.date()
    Evidence.objects.update(revoked_on=AT.date() - dt.timedelta(days=1))
    request_action(sealed, "restore", by=other, reason="error")
    assert Evidence.objects.get().revoked_on is None
