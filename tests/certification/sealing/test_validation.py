"""A seal holds without the authority, and breaks with every change."""

import io
from shutil import which

import pytest
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

from certification import keys
from certification.sealing import validation
from certification.sealing.pades import sign_pdf
from certification.sealing.validation import SealCheck, check_seal
from tests.certification.sealing.timestamp_authority import LocalAuthority, choose

pytestmark = pytest.mark.skipif(not which("openssl"), reason="openssl is not installed")


def signatures(content):
    return list(PdfFileReader(io.BytesIO(content)).embedded_signatures)


@pytest.mark.parametrize("level", ["", "B-T", "B-LT", "B-LTA"])
def test_a_witnessed_file_stays_whole_without_the_authority(tsa, settings, page, level):
    choose(settings, LEVEL=level)
    content = sign_pdf(page)
    tsa.close()
    choose(settings, LEVEL="", URL="")
    assert check_seal(content) is SealCheck.INTACT
    [seal, *later] = signatures(content)
    assert validation.validate_signature(
        seal, validation.load_trust_anchors()
    ).timestamp_validity.trusted
    assert [one.sig_object_type for one in later] == ["/DocTimeStamp"] * (level == "B-LTA")
    assert validation.covers_file(signatures(content)[-1])


@pytest.mark.parametrize("level", ["B-T", "B-LT", "B-LTA"])
def test_what_is_added_or_changed_breaks_the_seal(tsa, settings, page, level):
    choose(settings, LEVEL=level)
    content = sign_pdf(page)
    middle = len(page) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    for wrong in (content + b"\n", content + b"%%EOF\n", flipped, updated(content)):
        assert check_seal(wrong) is not SealCheck.INTACT


def updated(content):
    """The file with a further revision that changes what the page shows."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(180)
    writer.update_container(page)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_of_roots_that_cannot_be_read_nothing_ill_is_said_of_a_file(tsa, settings, page):
    content = sign_pdf(page)
    choose(settings, ROOTS="/nowhere")
    with pytest.raises(FileNotFoundError):
        check_seal(content)
    choose(settings, ROOTS=str(tsa.roots))
    settings.KEYS_DIR = settings.KEYS_DIR / "nowhere"
    with pytest.raises(keys.KeyUnavailable):
        check_seal(content)


def test_a_timestamp_of_a_stranger_after_the_seal_breaks_it(tsa, settings, page, tmp_path):
    content = sign_pdf(page)
    (tmp_path / "other").mkdir()
    other = LocalAuthority(tmp_path / "other")
    stamped = stamp(content, other)
    other.close()
    assert len(signatures(stamped)) == 2
    assert check_seal(stamped) is SealCheck.BROKEN


def stamp(content, authority):
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    stamper = PdfTimeStamper(RequestsHTTPTimeStamper(authority.url))
    return stamper.timestamp_pdf(writer, "sha256").getbuffer().tobytes()
