"""What was made with a key that others may hold: it no longer counts, whatever it is."""

import pytest
from django.urls import reverse

from certification import keys
from certification.examining import verify_file
from certification.verifying import Named, State, Status, verify_code
from tests.certification.forging import part
from tests.certification.verdicts import TODAY, state_of, verdict_on


@pytest.fixture
def lose(sealed, own_keys):
    """Marks a key as lost, in a register of the test's own."""
    return lambda kid: keys.mark_compromised(kid, since=TODAY, reason="stolen", on=TODAY)


def test_a_file_sealed_with_a_key_that_is_lost_no_longer_counts(sealed, content, lose):
    lose(sealed.sealed_with)
    for verdict in (verify_file(content, day=TODAY), verify_code(sealed.code, day=TODAY)):
        assert verdict.status is Status.REVOKED
        assert verdict.key_is_lost
        assert state_of(verdict, Named.ISSUED) is State.FAILED
        assert state_of(verdict, Named.NOT_REVOKED) is State.PASSED


def test_the_page_of_a_lost_key_has_words_of_its_own(client, sealed, lose):
    lose(sealed.signed_with)
    page = client.get(reverse("certification:verdict", args=[sealed.code]), {"lang": "en"})
    assert 'data-verdict="revoked"' in page.content.decode()
    assert "no longer trusted" in page.content.decode()


def test_a_token_of_a_lost_key_no_longer_counts(token, lose):
    lose(part(0, token)["kid"].rpartition("#")[2])
    assert verdict_on(token.encode()) is Status.REVOKED
