"""What a verifier brings is read, or told beside the field."""

import pytest
from django.urls import reverse, reverse_lazy

VERIFY = reverse_lazy("certification:verify")


def address_of(code):
    return reverse("certification:verdict", args=[code])


def test_the_code_field_leads_to_the_verdict(client, sealed):
    response = client.get(VERIFY, {"code": sealed.code.lower()})
    assert response.url == address_of(sealed.code)


def test_the_whole_address_may_be_pasted_into_the_code_field(client, sealed):
    pasted = f"https://learn.example.gov.mm/verify/{sealed.code}/"
    response = client.get(VERIFY, {"code": pasted.rstrip("/")})
    assert response.url == address_of(sealed.code)


@pytest.mark.parametrize("data", [{"code": ""}, {"code": "short"}])
def test_a_wrong_code_is_told_beside_the_field(client, db, data):
    response = client.get(VERIFY, {**data, "lang": "en"})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
