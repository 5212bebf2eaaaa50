"""Which requests are waiting, and whose they are to decide or to read."""

import pytest
from django.db import IntegrityError, transaction

from certification.actions.requests import request_action
from certification.models import ActionRequest
from tests.certification.conftest import AT
from tests.people.factories import PersonFactory, RoleFactory


@pytest.fixture
def waiting(sealed):
    return ActionRequest.objects.create(
        certificate=sealed, kind="appeal", state="waiting", asked_by=sealed.person, asked_at=AT
    )


def test_a_request_waits_until_it_is_decided(waiting, registrar):
    assert list(ActionRequest.objects.waiting()) == [waiting]
    ActionRequest.objects.update(state="refused", decided_by=registrar, decided_at=AT)
    assert not ActionRequest.objects.waiting().exists()


def test_a_request_belongs_to_those_who_manage_or_see_its_certificate(waiting):
    agency = waiting.certificate.agency
    manager = RoleFactory(kind="registrar", agency=agency).person
    auditor = RoleFactory(kind="auditor", agency=agency).person
    requests = ActionRequest.objects
    assert [requests.managed_by(who).exists() for who in (manager, auditor)] == [True, False]
    assert [requests.visible_to(who).exists() for who in (manager, auditor)] == [True, True]
    assert not requests.visible_to(PersonFactory()).exists()


def test_two_of_a_kind_do_not_wait_for_one_certificate(waiting):
    fields = {"certificate": waiting.certificate, "asked_by": waiting.asked_by, "asked_at": AT}
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionRequest.objects.create(kind="appeal", state="waiting", **fields)
    ActionRequest.objects.create(kind="revoke", state="waiting", **fields)
    assert ActionRequest.objects.waiting().count() == 2


@pytest.mark.parametrize("field", ["decided_by", "decided_at"])
def test_a_decision_has_its_maker_and_its_time(sealed, registrar, field):
    request_action(sealed, "revoke", by=registrar, reason="error")
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionRequest.objects.update(**{field: None})
