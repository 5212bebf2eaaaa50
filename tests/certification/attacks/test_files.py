"""Sealed files that were cut, edited, saved again or sealed by others: never valid."""

import hashlib
import io
import json
import random

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from certification.keys.ceremonies import make_key_files
from certification.rendering.page import render_pdf
from certification.sealing.pades import sign_pdf
from certification.verification.files import verify_file
from certification.verification.verdicts import CheckName, CheckResult, VerdictStatus
from tests.certification.attacks.effort import ALL_BUT_TIME
from tests.certification.signing_environment import KEYS_MADE_AT
from tests.certification.verification.verdicts import TODAY, state_of, verdict_on

pytestmark = pytest.mark.any_database


def test_a_flipped_bit_anywhere_is_never_valid(content):
    chance = random.Random(2030)  # noqa: S311
    for start in range(0, len(content), len(content) // 120):
        damaged = bytearray(content)
        damaged[min(start + chance.randrange(500), len(content) - 1)] ^= 1 << chance.randrange(8)
        assert verdict_on(bytes(damaged)) in (VerdictStatus.CHANGED, VerdictStatus.UNKNOWN)


@ALL_BUT_TIME
@given(more=st.binary(min_size=1, max_size=200))
def test_bytes_behind_the_end_are_a_change(content, more):
    assert verdict_on(content + more) is VerdictStatus.CHANGED


@ALL_BUT_TIME
@given(data=st.data())
def test_a_part_cut_out_or_doubled_is_never_valid(content, data):
    start = data.draw(st.integers(0, len(content) - 1))
    end = data.draw(st.integers(start + 1, len(content)))
    for damaged in (content[:start] + content[end:], content[:end] + content[start:]):
        assert (
            verdict_on(damaged) in (VerdictStatus.CHANGED, VerdictStatus.UNKNOWN)
            or damaged == content
        )


def test_an_incremental_update_is_a_change(content):
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.root["/Lang"] = generic.pdf_string("en")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert verdict_on(out.getvalue()) is VerdictStatus.CHANGED


@pytest.mark.parametrize("linearize", [True, False])
def test_a_file_saved_by_another_program_is_a_change(content, linearize):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(out, linearize=linearize)
    assert verdict_on(out.getvalue()) is VerdictStatus.CHANGED


def test_another_credential_put_in_is_a_change(content, document):
    document["credentialSubject"]["achievement"]["name"] = "Doctor of Medicine"
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        name = next(iter(file.attachments))
        other = json.dumps(document).encode()
        file.attachments[name] = pikepdf.AttachedFileSpec(file, other, filename=name)
        file.save(out)
    assert verdict_on(out.getvalue()) is VerdictStatus.CHANGED


@pytest.fixture
def of_another_issuer(sealed, settings, tmp_path):
    """The same sheet, sealed correctly, by a chain that only looks like ours."""
    make_key_files(tmp_path / "foreign", "Board of tests", demo=True, at=KEYS_MADE_AT)
    unsigned = render_pdf(sealed.facts, sealed.credential)
    ours, settings.KEYS_DIR = settings.KEYS_DIR, tmp_path / "foreign"
    foreign = sign_pdf(unsigned)
    settings.KEYS_DIR = ours
    return foreign


def test_the_seal_of_another_issuer_is_a_change(of_another_issuer):
    assert verdict_on(of_another_issuer) is VerdictStatus.CHANGED


def test_another_issuers_file_slipped_into_the_store_is_a_change(sealed, of_another_issuer):
    digest = hashlib.sha256(of_another_issuer).hexdigest()
    type(sealed).objects.filter(pk=sealed.pk).update(pdf_digest=digest)
    verdict = verify_file(of_another_issuer, day=TODAY)
    assert verdict.status is VerdictStatus.CHANGED
    assert state_of(verdict, CheckName.UNTOUCHED) is CheckResult.FAILED
    assert state_of(verdict, CheckName.LOGGED) is CheckResult.FAILED
