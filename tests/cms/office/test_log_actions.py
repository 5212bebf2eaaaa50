import pytest
from wagtail.log_actions import registry

from certification.models import ActionRequest

DONE_TO_CERTIFICATES = sorted({*ActionRequest.Kind.values} - {ActionRequest.Kind.APPEAL.value})


@pytest.mark.parametrize("kind", DONE_TO_CERTIFICATES)
def test_what_registrars_do_to_certificates_has_its_words_in_the_history(kind):
    assert registry.action_exists(f"certificate.{kind}")
