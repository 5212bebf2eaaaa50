"""Seals witnessed by a real authority over HTTP: what they are worth, and when it is away."""

import io
from shutil import which

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from certification import keys
from certification.checks import check_timestamp_settings
from certification.issuing.issue import issue_certificate
from certification.models import Certificate
from certification.sealing import timestamps, validation
from certification.sealing.pades import sign_pdf
from certification.sealing.seal import seal_certificate
from certification.sealing.timestamps import TimestampUnavailable
from certification.sealing.validation import SealCheck, check_seal
from certification.sweeps import MAX_TRIES, run_sweep
from certification.verification.files import verify_file
from certification.verification.verdicts import VerdictStatus
from tests.certification.factories import completed_enrolment
from tests.certification.rendering.verapdf import failed_rules
from tests.certification.sealing.timestamp_authority import LocalAuthority

pytestmark = pytest.mark.skipif(not which("openssl"), reason="openssl is not installed")


@pytest.fixture
def tsa(settings, tmp_path):
    """Keys of today, and settings that name a fresh authority."""
    (tmp_path / "tsa").mkdir()
    authority = LocalAuthority(tmp_path / "tsa")
    settings.KEYS_DIR = tmp_path / "keys"
    keys.make_demo_keys()
    settings.TIMESTAMPS = {"URL": authority.url, "ROOTS": str(authority.roots), "LEVEL": ""}
    yield authority
    authority.close()


@pytest.fixture(scope="session")
def page():
    """A file that is not sealed yet."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file.getvalue()


def choose(settings, **changes):
    settings.TIMESTAMPS = {**settings.TIMESTAMPS, **changes}


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


@pytest.mark.parametrize("level", ["B-LT", "B-LTA"])
def test_the_file_carries_what_a_later_check_needs(tsa, settings, page, level):
    choose(settings, LEVEL=level)
    reader = PdfFileReader(io.BytesIO(sign_pdf(page)))
    store = DocumentSecurityStore.read_dss(reader)
    assert len(store.crls) == 2
    assert {cert.get_object().data[:1] for cert in store.certs.values()} == {b"\x30"}


@pytest.mark.slow
def test_a_certificate_witnessed_to_the_last_is_archival(tsa, settings, certificate, tmp_path):
    choose(settings, LEVEL="B-LTA")
    sealed = seal_certificate(certificate)
    content = sealed.pdf.open().read()
    assert verify_file(content).status is VerdictStatus.VALID
    assert verify_file(content + b"\n").status is VerdictStatus.CHANGED
    (tmp_path / "sealed.pdf").write_bytes(content)
    assert failed_rules(str(tmp_path / "sealed.pdf")) == []


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


def test_a_certificate_waits_while_the_authority_is_away(tsa, settings, certificate):
    url = settings.TIMESTAMPS["URL"]
    choose(settings, URL="http://127.0.0.1:9/")
    for _ in range(MAX_TRIES + 2):
        with pytest.raises(TimestampUnavailable):
            seal_certificate(certificate)
    certificate.refresh_from_db()
    assert certificate.sealed_at is None
    assert certificate.pdf.name == ""
    assert "TimestampUnavailable" in certificate.last_error
    choose(settings, URL=url)
    run_sweep()
    certificate = Certificate.objects.get()
    assert certificate.sealed_at
    assert certificate.last_error == ""


def test_the_sweep_asks_an_authority_that_is_away_only_once(tsa, settings, certificate):
    issue_certificate(completed_enrolment())
    tsa.mood = "broken"
    run_sweep()
    run_sweep()
    assert [row.tries for row in Certificate.objects.unsealed()] == [0, 0]
    assert Certificate.objects.exclude(last_error="").count() == 1


def test_the_authority_is_asked_once_a_file(tsa, page):
    sign_pdf(page)
    before = tsa.asked
    for _ in range(3):
        sign_pdf(page)
    assert tsa.asked == before + 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"LEVEL": "B-X"}, "SEAL_LEVEL"),
        ({"LEVEL": "B-LT", "URL": ""}, "TSA_URL"),
        ({"ROOTS": ""}, "TSA_ROOTS"),
        ({"ROOTS": "/nowhere"}, "TSA_ROOTS"),
        ({"ROOTS": "/nowhere", "URL": ""}, "TSA_ROOTS"),
    ],
)
def test_settings_that_do_not_fit_are_told_at_the_start(tsa, settings, changes, words):
    assert check_timestamp_settings(None) == []
    choose(settings, **changes)
    [error] = check_timestamp_settings(None)
    assert words in error.msg


def test_without_an_authority_nobody_is_asked(settings):
    assert timestamps.get_timestamper() is None
    assert check_timestamp_settings(None) == []
