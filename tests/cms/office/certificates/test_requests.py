"""Acts that wait for a second registrar, and appeals of holders, are decided."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from certification.actions.requests import request_action, submit_appeal
from tests.cms.office.registry import REVOKE, again, url
from tests.people.factories import RoleFactory
from tests.people.sign_in import sign_in, signed_in


@pytest.fixture
def waiting(settings, country, own):
    settings.DUAL_CONTROL_FOR = ["revoke"]
    first = RoleFactory(kind="registrar", agency=country["MOE"]).person
    return request_action(own, "revoke", by=first, reason="fraud", note="Seen.")


def page_of(action):
    return reverse("certificate-acts:decide", args=[action.pk])


def test_what_is_asked_for_waits_and_says_so(client, registrar, own, settings):
    settings.DUAL_CONTROL_FOR = ["revoke"]
    assert client.post(url(own, "revoke"), REVOKE)["Location"] == url(own, "detail")
    assert again(own).revoked_at is None
    action = own.action_requests.get()
    page = client.get(page_of(action)).content.decode()
    assert 'value="approve"' not in page
    client.post(page_of(action), {"decision": "approve", "approve-note": ""})
    assert again(own).revoked_at is None


def test_another_registrar_sees_it_on_the_first_page_and_approves(client, registrar, waiting, own):
    assert page_of(waiting) in client.get("/cms/").content.decode()
    answer = client.post(page_of(waiting), {"decision": "approve", "approve-note": ""})
    assert answer["Location"] == page_of(waiting)
    assert again(own).revocation_reason == "fraud"
    assert page_of(waiting) not in client.get("/cms/").content.decode()


def test_who_asked_takes_it_back_and_says_why(client, registrar, waiting, own):
    with override("my"):
        refused, taken_back = gettext("Why not"), gettext("Why you take it back")
    assert refused in client.get(page_of(waiting)).content.decode()
    sign_in(client, waiting.asked_by)
    assert taken_back in client.get(page_of(waiting)).content.decode()
    client.post(page_of(waiting), {"decision": "refuse", "refuse-note": "Mistaken."})
    waiting.refresh_from_db()
    assert waiting.state == "refused"


def test_a_refusal_needs_its_reason(client, registrar, waiting, own):
    page = client.post(page_of(waiting), {"decision": "refuse", "refuse-note": " "})
    assert page.status_code == 200
    assert page.context["refusing"].errors["note"]
    client.post(page_of(waiting), {"decision": "refuse", "refuse-note": "No."})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == ("refused", registrar)


@pytest.mark.parametrize("decision", ["approve", "refuse", "burn", ""])
def test_auditors_and_foreign_registrars_decide_nothing(client, country, waiting, decision):
    form = {"decision": decision, "approve-note": "", "refuse-note": "No."}
    signed_in(client, "registrar", agency=country["MOH"])
    assert client.post(page_of(waiting), form).status_code == 404
    auditor = signed_in(client, "auditor", agency=country["MOE"])
    assert 'name="decision"' not in client.get(page_of(waiting)).content.decode()
    assert client.post(page_of(waiting), form).status_code == 404
    RoleFactory(kind="registrar", agency=country["MOH"], person=auditor)
    sign_in(client, auditor)
    assert client.post(page_of(waiting), form).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_an_appeal_leads_to_what_puts_it_right(client, registrar, own):
    action = submit_appeal(own, by=own.person, reason="name", text="Wrong <b>name</b>.")
    assert page_of(action) in client.get("/cms/").content.decode()
    page = client.get(page_of(action)).content.decode()
    assert "Wrong &lt;b&gt;name&lt;/b&gt;." in page
    assert url(own, "correct") in page
    assert 'value="approve"' not in page
    client.post(page_of(action), {"decision": "refuse", "refuse-note": "It is right."})
    action.refresh_from_db()
    assert action.decision_note == "It is right."


def test_an_appeal_is_not_approved_by_a_forged_form(client, registrar, own):
    action = submit_appeal(own, by=own.person, reason="name", text="Wrong.")
    answer = client.post(page_of(action), {"decision": "approve", "approve-note": ""})
    assert answer.status_code == 200
    action.refresh_from_db()
    assert action.state == "waiting"
