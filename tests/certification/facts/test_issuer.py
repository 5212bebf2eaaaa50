"""Who the issuer is on the web."""

import json

import pytest

from certification.facts.issuer import (
    issuer_did,
    signing_key_id,
    site_url,
    verification_method_id,
)


@pytest.mark.parametrize(
    ("url", "did"),
    [
        ("https://learn.gov.mm", "did:web:learn.gov.mm"),
        ("https://learn.gov.mm/", "did:web:learn.gov.mm"),
        ("http://localhost:8000", "did:web:localhost%3A8000"),
    ],
)
def test_the_issuer_is_the_host_of_the_site(settings, url, did):
    settings.SITE_URL = url
    settings.ISSUER = {**settings.ISSUER, "did": ""}
    assert issuer_did() == did


def test_a_configured_identifier_comes_before_the_host(settings):
    settings.ISSUER = {**settings.ISSUER, "did": "did:web:gov.example:boards"}
    assert issuer_did() == "did:web:gov.example:boards"


def test_the_address_of_the_site_has_no_slash_at_its_end(settings):
    settings.SITE_URL = "https://learn.gov.mm/"
    assert site_url() == "https://learn.gov.mm"


def test_the_key_that_signed_a_credential_is_read_from_its_proof():
    method = verification_method_id("did:web:learn.gov.mm", "credential-2026-2")
    credential = json.dumps({"proof": [{"verificationMethod": method}]})
    assert signing_key_id(credential) == "credential-2026-2"


def test_the_key_named_in_a_certificate_is_that_of_its_credential(sealed):
    assert signing_key_id(sealed.credential) == sealed.signed_with


@pytest.mark.parametrize("credential", ["{}", '{"proof": []}'])
def test_a_credential_without_a_proof_has_no_signing_key(credential):
    with pytest.raises(LookupError):
        signing_key_id(credential)
