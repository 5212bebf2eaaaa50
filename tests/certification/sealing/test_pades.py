"""What is signed under a timestamp, and what is not signed at all."""

import io
from shutil import which

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore

from certification.sealing.pades import sign_pdf
from certification.sealing.timestamps import TimestampUnavailable
from tests.certification.sealing.timestamp_authority import LocalAuthority, choose

pytestmark = pytest.mark.skipif(not which("openssl"), reason="openssl is not installed")


@pytest.mark.parametrize("level", ["B-LT", "B-LTA"])
def test_the_file_carries_what_a_later_check_needs(tsa, settings, page, level):
    choose(settings, LEVEL=level)
    reader = PdfFileReader(io.BytesIO(sign_pdf(page)))
    store = DocumentSecurityStore.read_dss(reader)
    assert len(store.crls) == 2
    assert {cert.get_object().data[:1] for cert in store.certs.values()} == {b"\x30"}


@pytest.mark.parametrize("mood", ["broken", "nonsense", "replayed"])
def test_an_authority_that_answers_wrongly_leaves_nothing_sealed(tsa, page, mood):
    sign_pdf(page)
    tsa.mood = mood
    with pytest.raises(TimestampUnavailable):
        sign_pdf(page)


@pytest.mark.parametrize("mood", ["no list", "revoked"])
@pytest.mark.parametrize("level", ["B-LT", "B-LTA"])
def test_no_long_term_seal_without_proof_of_the_authority(tsa, settings, page, mood, level):
    choose(settings, LEVEL=level)
    tsa.mood = mood
    with pytest.raises(TimestampUnavailable):
        sign_pdf(page)


def test_an_authority_under_another_root_is_not_relied_on(tsa, settings, page, tmp_path):
    (tmp_path / "other").mkdir()
    other = LocalAuthority(tmp_path / "other")
    other.close()
    choose(settings, ROOTS=str(other.roots))
    with pytest.raises(TimestampUnavailable, match="TSA_ROOTS"):
        sign_pdf(page)


@pytest.mark.slow
def test_the_authority_is_asked_once_a_file(tsa, page):
    sign_pdf(page)
    before = tsa.asked
    for _ in range(3):
        sign_pdf(page)
    assert tsa.asked == before + 3
