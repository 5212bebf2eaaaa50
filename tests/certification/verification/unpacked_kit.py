"""The offline kit as a stranger has it: unpacked in a folder, nothing of ours around it."""

import io
import json
import re
import subprocess
import sys
import zipfile

import pytest

from certification.actions.revocation import revoke_certificate
from certification.credentials.clr import write_clr, write_clr_jwt
from certification.credentials.jwt import write_jwt
from certification.issuing.issue import issue_certificate
from certification.keys.ceremonies import make_key_files
from certification.sealing.seal import seal_certificate
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment
from tests.certification.verification.forged_credentials import miswritten

GARBAGE = [
    *(b"", b"{}", b"[]", b"null", b"\xff\xfe", b"...", b"[" * 90_000, b'{"a":' * 40_000),
    *(b'{"issuer": 5}', b"1e999", b'{"issuer": NaN}', b"\0" * 1000, b"%PDF-"),
]


@pytest.fixture
def unpacked(client, tmp_path):
    """``unpacked()``: the folder of a kit as it is served now."""

    def unpack():
        content = client.get("/verify/kit.zip").content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(tmp_path / "kit")
        return tmp_path / "kit" / "certificate-kit"

    return unpack


ALONE, WITH_PACKAGES = ("-I", "-S"), ("-I",)


def run(folder, *arguments, flags=ALONE):
    """The script as a stranger runs it: no environment, and no packages unless asked for."""
    command = [sys.executable, *flags, "check_certificate.py", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={})


def checked(folder, tmp_path, content, *options, flags=ALONE):
    file = tmp_path / "given"
    file.write_bytes(content)
    done = run(folder, "--json", *options, file, flags=flags)
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    assert done.returncode == (0 if found["verdict"] in {"genuine", "valid"} else 1)
    return found


def sealed_now():
    return seal_certificate(issue_certificate(completed_enrolment(), at=AT), at=AT)


def files_of(pdf):
    hole = re.search(rb"/Contents <([0-9A-F]+)>", pdf)
    flipped = bytearray(pdf)
    flipped[hole.start(1) + 900] ^= 1
    return {
        "whole": ("genuine", pdf),
        "flipped": ("changed", bytes(flipped)),
        "flipped early": ("changed", pdf.replace(b"/Type /Catalog", b"/Type /Catalig", 1)),
        "appended": ("changed", pdf + b"\n"),
        "cut": ("changed", pdf[:-1]),
        "twice": ("changed", pdf + pdf),
        "no seal": ("unknown", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
    }


def credentials_of(sealed):
    text, token = sealed.credential, write_jwt(sealed)
    document = json.loads(text)
    return {
        "json": ("genuine", text.encode()),
        "json written otherwise": ("genuine", json.dumps(document, sort_keys=True).encode()),
        "token": ("genuine", token.encode()),
        "term added": ("changed", json.dumps(document | {"x": 1}).encode()),
        "token changed": ("changed", miswritten(token).encode()),
        "doubled name": ("unknown", text.replace("{", '{"id":"x",', 1).encode()),
        "algorithm": ("unknown", b"eyJhbGciOiJub25lIn0.e30.AA"),
    }


def records_of(person, outdated):
    record = json.loads(write_clr(person, at=AT))
    return {
        "record": ("genuine", json.dumps(record).encode()),
        "record as a token": ("genuine", write_clr_jwt(person, at=AT).encode()),
        "record with one revoked since": ("revoked", outdated.encode()),
        "record with a term added": ("changed", json.dumps(record | {"x": 1}).encode()),
        "record with a number changed": ("changed", outdated.replace('"86"', '"99"').encode()),
        "record without a proof": ("unknown", json.dumps(record | {"proof": []}).encode()),
    }


def made_by_strangers(settings, folder):
    before, settings.KEYS_DIR = settings.KEYS_DIR, folder
    make_key_files(folder, "Board of strangers", demo=True, at=AT.replace(year=2024))
    foreign = sealed_now().pdf.read()
    settings.KEYS_DIR = before
    return foreign


@pytest.fixture
def samples(client, sealed, registrar, settings, tmp_path):
    """Files of every kind by the verdict that they deserve."""
    withdrawn = sealed_now()
    outdated = write_clr(withdrawn.person, at=AT)
    revoke_certificate(withdrawn, by=registrar, reason="error", at=AT)
    return {
        **files_of(sealed.pdf.read()),
        **credentials_of(sealed),
        **records_of(sealed.person, outdated),
        "revoked": ("revoked", withdrawn.pdf.read()),
        "revoked json": ("revoked", withdrawn.credential.encode()),
        "foreign": ("unknown", made_by_strangers(settings, tmp_path / "others")),
        **{f"garbage {n}": ("unknown", text) for n, text in enumerate(GARBAGE)},
    }
