from certification.models import CertificateState
from certification.verification.effective_state import find_distrusted_keys, get_effective_state
from tests.certification.verification.verdicts import TODAY


def test_what_a_distrusted_key_made_counts_as_revoked(sealed):
    assert get_effective_state(sealed, TODAY, ["seal-of-others"]) == CertificateState.ISSUED
    for kid in (sealed.sealed_with, sealed.signed_with):
        assert get_effective_state(sealed, TODAY, [kid]) == CertificateState.REVOKED


def test_holders_see_their_certificates_while_the_keys_are_away(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "not-mounted"
    assert not find_distrusted_keys()
