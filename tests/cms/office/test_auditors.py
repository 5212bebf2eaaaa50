"""Auditors read certificates, requests, batches and designs of their agencies, and change none."""

import pytest
from django.urls import reverse

from certification.actions.requests import request_action
from certification.models import ActionRequest
from certification.sealing.seal import seal_certificate
from tests.certification.batch_factories import make_batch
from tests.certification.design_factories import make_design
from tests.cms.office.registry import REVOKE, SCREENS, listed, text_of, url
from tests.people.factories import PersonFactory, RoleFactory
from tests.people.sign_in import CLOSED, sign_in


def test_an_auditor_reads_certificates_and_their_history(client, auditor, own, country):
    request_action(
        own, "revoke", by=PersonFactory(admin=True), reason="error", note="For the record."
    )
    page = client.get(url(own, "detail")).content.decode()
    assert "For the record." in page
    for screen in SCREENS:
        assert url(own, screen) not in page
    assert own.code in listed(client)
    acts = client.get(reverse("certificate-acts:index"), {"export": "csv"})
    text = text_of(acts)
    assert own.code in text
    assert "For the record." in text


@pytest.mark.parametrize("screen", SCREENS)
def test_an_auditor_does_not_act(client, auditor, own, screen):
    assert client.get(url(own, screen)).status_code in CLOSED
    assert client.post(url(own, screen), REVOKE).status_code in CLOSED
    assert not ActionRequest.objects.exists()


def test_who_audits_one_ministry_and_registers_another_acts_in_that_only(
    client, auditor, certificates, country
):
    RoleFactory(kind="registrar", agency=country["MOH"], person=auditor)
    sign_in(client, auditor)
    assert client.post(url(certificates["MOE"], "revoke"), REVOKE).status_code == 404
    assert client.post(url(certificates["MOH"], "revoke"), REVOKE).status_code == 302
    assert ActionRequest.objects.get().certificate == certificates["MOH"]


def test_nothing_of_another_ministry_is_seen(client, auditor, certificates):
    foreign = certificates["MOH"]
    assert client.get(url(foreign, "detail")).status_code == 404
    assert foreign.code not in listed(client)


def test_the_file_itself_is_not_opened(client, auditor, own):
    seal_certificate(own)
    address = reverse("certification:pdf", args=[own.code])
    assert client.get(address).status_code == 404
    assert address not in client.get(url(own, "detail")).content.decode()


@pytest.fixture
def rows(country):
    """A prepared batch and a design of the ministry."""
    batch = make_batch(1, office=country["MOE-1"])
    return {"batches": batch, "designs": make_design("own", agency=country["MOE-1"])}


@pytest.mark.parametrize("name", ["batches", "designs"])
def test_batches_and_designs_of_the_agencies_are_read(client, auditor, country, rows, name):
    row = rows[name]
    assert client.get(reverse(f"{name}:index")).status_code == 200
    detail = reverse(f"{name}:detail", args=[row.pk])
    page = client.get(detail)
    assert page.status_code == 200
    assert '<form method="post"' not in page.content.decode().replace("logout", "")
    type(row).objects.update(agency=country["MOH-1"])
    assert client.get(detail).status_code == 404


def test_nothing_is_done_with_batches_and_designs(client, auditor, rows):
    batch, design = rows.values()
    start = {"act": "start", "confirmed": "on"}
    assert client.post(reverse("batches:act", args=[batch.pk]), start).status_code in CLOSED
    assert client.post(reverse("designs:retire", args=[design.pk])).status_code in CLOSED
    assert client.get(reverse("batches:files", args=[batch.pk])).status_code in CLOSED
    for name in rows:
        assert client.get(reverse(f"{name}:add")).status_code in CLOSED
    batch.refresh_from_db(), design.refresh_from_db()
    assert (batch.started_at, design.retired_at) == (None, None)


def test_pages_people_and_plan_stay_closed(client, auditor, country):
    assert client.get("/cms/").status_code == 200
    for tail in ("users/", "agencies/", "targets/", "course-pages/", "roster/"):
        assert client.get(f"/cms/{tail}").status_code in CLOSED
