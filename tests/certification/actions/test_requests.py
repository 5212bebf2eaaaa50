"""What is done to a certificate in one step, and by whom."""

import datetime as dt

import pytest
from django.utils import timezone

from certification.actions import requests
from certification.actions.requests import request_action
from certification.models import ActionRequest, Certificate
from tests.certification.conftest import AT
from tests.certification.factories import make_office
from tests.people.factories import PersonFactory, RoleFactory


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
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    lent = {"kind": "registrar", "acting_for": sealed.person, "valid_to": tomorrow}
    deputy = RoleFactory(agency=sealed.agency, **lent).person
    for by in (sealed.person, deputy):
        with pytest.raises(requests.OwnCertificate):
            request_action(sealed, "replace", by=by, reason="file")
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
