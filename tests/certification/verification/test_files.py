"""The verdict on a file, a credential, or whatever else is brought."""

import json
import zlib

import pikepdf
import pytest

from certification.verification.files import MAX_FILE_BYTES, FileTooLarge, verify_file
from certification.verification.verdicts import CheckResult, VerdictStatus
from tests.certification.verification.verdicts import TODAY, verdict_on
from tests.memory import holding_less_than

pytestmark = pytest.mark.any_database


def test_the_sealed_file_is_valid_with_every_check_passed(content):
    verdict = verify_file(content, day=TODAY)
    assert verdict.status == VerdictStatus.VALID
    assert {check.state for check in verdict.checks} == {CheckResult.PASSED}


def test_appended_bytes_are_a_change(content):
    assert verdict_on(content + b"\n%%EOF\n") == VerdictStatus.CHANGED


@pytest.mark.parametrize("place", [0.02, 0.3, 0.6, 0.93])
def test_one_flipped_bit_is_a_change(content, place):
    damaged = bytearray(content)
    damaged[int(len(damaged) * place)] ^= 1
    assert verdict_on(bytes(damaged)) == VerdictStatus.CHANGED


def test_a_file_cut_short_is_a_change(content):
    assert verdict_on(content[: len(content) * 19 // 20]) == VerdictStatus.CHANGED


def test_a_file_saved_anew_without_the_seal_is_a_change(content, tmp_path):
    (tmp_path / "a.pdf").write_bytes(content)
    with pikepdf.open(tmp_path / "a.pdf") as file:
        del file.Root.AcroForm
        file.save(tmp_path / "b.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert verdict_on((tmp_path / "b.pdf").read_bytes()) == VerdictStatus.CHANGED


@pytest.mark.parametrize(
    "stranger",
    [
        *(b"", b"%PDF-1.7", b"%PDF-1.7\nnothing", b"\xff\xfe", b"a,b"),
        *(b"{}", b"[]", b'{"id": 3}', b"null"),
    ],
)
def test_a_file_that_is_not_ours_is_unknown(db, stranger):
    assert verdict_on(stranger) == VerdictStatus.UNKNOWN


def test_a_foreign_pdf_is_unknown(db, tmp_path):
    file = pikepdf.new()
    file.add_blank_page()
    file.save(tmp_path / "foreign.pdf")
    assert verdict_on((tmp_path / "foreign.pdf").read_bytes()) == VerdictStatus.UNKNOWN


def test_deeply_nested_json_is_unknown(db):
    assert verdict_on(b"[" * 100_000) == VerdictStatus.UNKNOWN


def test_a_huge_file_is_refused(db):
    with pytest.raises(FileTooLarge):
        verify_file(b"0" * (MAX_FILE_BYTES + 1))


def test_the_credential_is_valid_however_it_is_laid_out(sealed):
    text = json.dumps(json.loads(sealed.credential), indent=8).encode()
    assert verdict_on(text) == VerdictStatus.VALID


def test_a_changed_credential_is_changed(document):
    document["credentialSubject"]["result"][0]["value"] = "99"
    assert verdict_on(json.dumps(document).encode()) == VerdictStatus.CHANGED


def test_a_small_file_that_promises_millions_of_objects_costs_nothing(db):
    """A cross-reference table of 2 kB, over which a parser sits for seconds and fills memory."""
    rows = 200_000
    table = zlib.compress(bytes(7 * rows), 9)
    head = b"<</Type/XRef/Size %d/W[1 4 2]/Index[0 %d]/Root 1 0 R/Filter/FlateDecode/Length %d>>"
    bomb = b"%%PDF-1.7\n1 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n9\n%%%%EOF\n" % (
        head % (rows, rows, len(table)),
        table,
    )
    with holding_less_than(2_000_000):
        assert verdict_on(bomb) is VerdictStatus.UNKNOWN
