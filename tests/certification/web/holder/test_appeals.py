import pytest
from django.urls import reverse

from certification.actions.requests import reject_action, request_action
from certification.models import ActionRequest
from tests.people.factories import PersonFactory
from tests.people.sign_in import sign_in


@pytest.fixture
def address(sealed):
    return reverse("certification:appeal", args=[sealed.code])


@pytest.fixture
def holder(client, sealed):
    sign_in(client, sealed.person)
    return sealed.person


FORM = {"reason": "name", "text": "It is Thanda."}


def test_the_holder_hands_in_an_appeal_and_sees_that_it_waits(client, holder, address):
    answer = client.post(address, FORM)
    assert answer["Location"] == address
    action = ActionRequest.objects.get()
    assert (action.kind, action.reason, action.note) == ("appeal", "name", "It is Thanda.")
    page = client.get(address).content.decode()
    assert "status wait" in page
    assert "<textarea" not in page


def test_a_second_while_the_first_waits_is_told(client, holder, address):
    client.post(address, FORM)
    assert client.post(address, FORM).status_code == 422
    assert ActionRequest.objects.count() == 1


@pytest.mark.parametrize("form", [{}, {"reason": "name", "text": " "}, {**FORM, "reason": "no"}])
def test_what_is_not_filled_in_is_told(client, holder, address, form):
    answer = client.post(address, form)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not ActionRequest.objects.exists()


def test_reasons_fit_what_is_so(client, holder, address, sealed, registrar):
    assert 'value="revocation"' not in client.get(address).content.decode()
    request_action(sealed, "revoke", by=registrar, reason="error", note="Secret.")
    page = client.get(address).content.decode()
    assert 'value="revocation"' in page
    assert 'value="name"' not in page
    assert "Secret." not in page


def test_the_answer_stands_on_the_page(client, holder, address, registrar):
    client.post(address, FORM)
    reject_action(ActionRequest.objects.get(), by=registrar, note="The roster says Thandar.")
    page = client.get(address).content.decode()
    assert "The roster says Thandar." in page
    assert "<textarea" in page


def test_of_a_replaced_one_the_page_leads_to_the_new(client, holder, address, sealed, registrar):
    new = request_action(sealed, "replace", by=registrar, reason="file").result
    page = client.get(address).content.decode()
    assert reverse("certification:appeal", args=[new.code]) in page
    assert client.post(address, FORM).status_code == 422


def test_for_everybody_else_there_is_no_such_page(client, address, sealed, registrar):
    assert client.get(address)["Location"].startswith("/accounts/login/")
    for other in (PersonFactory(), registrar):
        sign_in(client, other)
        assert client.get(address).status_code == 404
        assert client.post(address, FORM).status_code == 404
    assert client.get(reverse("certification:appeal", args=["0" * 12])).status_code == 404
