import hashlib

from certification.sealing import seal_certificate
from tests.certification.conftest import AT


def test_a_sealed_certificate_has_its_file_digest_and_log_entry(sealed):
    content = sealed.pdf.read()
    assert content.startswith(b"%PDF-1.7")
    assert hashlib.sha256(content).hexdigest() == sealed.pdf_digest
    assert sealed.log_entry.position == 0


def test_sealing_again_changes_nothing(sealed):
    before = sealed.pdf.name, sealed.pdf_digest, sealed.tries
    seal_certificate(sealed, at=AT)
    sealed.refresh_from_db()
    assert (sealed.pdf.name, sealed.pdf_digest, sealed.tries) == before
