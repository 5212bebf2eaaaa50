"""The drill: a key takes over, and a key is lost. Step by step as docs/operate.md tells it."""

import io
import json
import os
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest
from asn1crypto import pem, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certification import keys, status
from certification.examining import verify_file
from certification.issuing import issue_certificate
from certification.keys.rotating import open_root
from certification.models import Certificate
from certification.proofs import ED25519_PREFIX, ProofInvalid, check_proof, from_base58
from certification.sealing import seal_certificate
from certification.verifying import Status, verify_code
from tests.certification.factories import completed_enrolment
from tests.services import require


@pytest.fixture
def house(settings, tmp_path):
    """Keys A, and a folder that is published."""
    settings.KEYS_DIR = tmp_path / "keys"
    call_command("keys", "make", "--demo", verbosity=0)
    return SimpleNamespace(keys=settings.KEYS_DIR, public=tmp_path / "public")


def run(*words):
    out = io.StringIO()
    call_command("keys", *map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def seal_one():
    return seal_certificate(issue_certificate(completed_enrolment()))


def content_of(certificate):
    with certificate.pdf.open() as file:
        return file.read()


def strangers_keys(public):
    """The public keys as a verifier reads them from the DID document."""
    document = json.loads((public / ".well-known/did.json").read_text())
    trusted = set(document["assertionMethod"])
    return [
        Ed25519PublicKey.from_public_bytes(
            from_base58(method["publicKeyMultibase"][1:]).removeprefix(ED25519_PREFIX)
        )
        for method in document["verificationMethod"]
        if method["id"] in trusted
    ]


def credential_holds(public, certificate):
    try:
        check_proof(json.loads(certificate.credential), strangers_keys(public))
    except ProofInvalid:
        return False
    return True


def seal_holds(public, certificate):
    """What a reader says that knows nothing but our published root and its list."""
    _, _, root = pem.unarmor((public / "keys/root.pem").read_bytes())
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root)],
        crls=[(public / "keys/root.crl").read_bytes()],
        revocation_mode="hard-fail",
    )
    [signature] = PdfFileReader(io.BytesIO(content_of(certificate))).embedded_signatures
    return validate_pdf_signature(signature, signer_validation_context=context).bottom_line


def holds_outside(public, certificate):
    answers = {credential_holds(public, certificate), seal_holds(public, certificate)}
    assert len(answers) == 1
    return answers.pop()


def holds_here(certificate):
    answers = {
        verify_code(certificate.code).status,
        verify_file(content_of(certificate)).status,
        verify_file(certificate.credential.encode()).status,
    }
    assert len(answers) == 1
    return answers.pop()


def test_the_drill(house, db):
    first = {entry.purpose: entry.kid for entry in keys.entries()}
    old = seal_one()
    run("rotate", "all")
    run("publish", house.public)
    new = seal_one()
    assert (new.sealed_with, new.signed_with) == (
        f"{first['seal']}-2",
        f"{first['credential']}-2",
    )
    for certificate in (old, new):
        assert holds_outside(house.public, certificate)
        assert holds_here(certificate) is Status.VALID

    told = run("retire", first["seal"], "--compromised", "--reason", "A disk was stolen")
    told += run("retire", first["credential"], "--compromised", "--reason", "A disk was stolen")
    run("publish", house.public)
    assert "1 certificates are not trusted" in told
    assert not holds_outside(house.public, old)
    assert holds_outside(house.public, new)
    assert holds_here(old) is Status.REVOKED
    assert holds_here(new) is Status.VALID
    assert list(Certificate.objects.made_with(*keys.compromised())) == [old]


def test_either_key_that_is_lost_is_enough(house, db):
    certificate = seal_one()
    run("retire", certificate.signed_with, "--compromised", "--reason", "Shown in a log")
    assert holds_here(certificate) is Status.REVOKED


def test_the_status_list_is_signed_anew_when_its_key_is_lost(house, db):
    seal_one()
    before = json.loads(status.current_list(1))
    run("rotate", "credential")
    assert json.loads(status.current_list(1)) == before
    run("retire", keys.entries("credential")[0].kid, "--compromised", "--reason", "Lost")
    run("publish", house.public)
    check_proof(json.loads(status.current_list(1)), strangers_keys(house.public))


def test_what_a_retired_key_made_stands_in_a_reader_of_pdf(house, db, tmp_path):
    """pdfsig with nothing but our published root in its store."""
    for tool in ("pdfsig", "certutil", "crlutil"):
        require(tool)
    certificate = seal_one()
    run("rotate", "seal")
    run("publish", house.public)
    (tmp_path / "nss").mkdir()
    store, paper = f"sql:{tmp_path / 'nss'}", tmp_path / "paper.pdf"
    paper.write_bytes(content_of(certificate))
    root = house.public / "keys/root.pem"
    subprocess.run(["certutil", "-N", "-d", store, "--empty-password"], check=True)
    add = ["certutil", "-A", "-d", store, "-n", "root", "-t", "C,C,C", "-i", root]
    subprocess.run(add, check=True)
    said = pdfsig(store, paper)
    assert "Signature is Valid" in said
    assert "Certificate is Trusted" in said
    run("retire", certificate.sealed_with, "--compromised", "--reason", "Lost")
    listed = ["crlutil", "-I", "-d", store, "-i", house.keys / "root.crl", "-B"]
    subprocess.run(listed, check=True)
    assert "Certificate is Trusted" not in pdfsig(store, paper)


def pdfsig(store, paper):
    command = ["pdfsig", "-nssdir", store, paper]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def test_the_root_may_lie_elsewhere(house, db, tmp_path):
    away = tmp_path / "usb.pem"
    shutil.move(house.keys / "root.key.pem", away)
    kid = keys.seal().kid
    with pytest.raises(CommandError, match="Nothing was changed"):
        run("rotate", "seal")
    assert keys.seal().kid == kid
    run("rotate", "seal", "--root-key", away)
    assert keys.seal().kid == f"{kid}-2"


def test_a_lost_key_is_marked_even_where_the_root_is_not_at_hand(house, db, tmp_path):
    shutil.move(house.keys / "root.key.pem", away := tmp_path / "usb.pem")
    before = keys.revocation_list()
    told = run("retire", keys.seal().kid, "--compromised", "--reason", "Lost")
    assert "root-key" in told
    assert keys.compromised()
    assert keys.revocation_list() == before
    assert "it holds 1" in run("crl", "--root-key", away)
    assert keys.revocation_list() != before


def test_the_key_of_another_root_certifies_nothing(house, db, tmp_path):
    wrong = house.keys / next(house.keys.glob("seal-*.key.pem")).name
    before = sorted(house.keys.glob("[!.]*"))
    with pytest.raises(CommandError, match="not the private key of the root"):
        run("rotate", "seal", "--root-key", wrong)
    assert sorted(house.keys.glob("[!.]*")) == before


def test_a_root_under_a_password_is_asked_for(house, db, monkeypatch):
    path = house.keys / "root.key.pem"
    key, form = open_root().key, serialization.PrivateFormat.PKCS8
    locked = serialization.BestAvailableEncryption(b"four words and more")
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, locked))
    answers = iter(["wrong", "four words and more"])
    monkeypatch.setattr("certification.management.commands.keys.getpass", lambda _: next(answers))
    with pytest.raises(CommandError, match="cannot be read"):
        run("rotate", "seal")
    assert "signs from now on" in run("rotate", "seal")


def test_one_rotation_after_another_never_uses_an_id_twice(house, db):
    for _ in range(10):
        run("rotate", "log")
    kids = [entry.kid for entry in keys.entries("log")]
    assert kids[-1].endswith("-11")
    assert keys.signing_key("log").kid == kids[-1]
    assert len(set(kids)) == 11
    assert sum(entry.retired is None for entry in keys.entries("log")) == 1


def test_rotations_at_once_leave_one_key_that_signs(house, db):
    command = [sys.executable, "manage.py", "keys", "rotate", "log", "credential"]
    place = {"KEYS_DIR": str(house.keys), "LMS_DEMO": "1"}
    environment = {**os.environ, **place, "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
    running = [subprocess.Popen(command, env=environment) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert len(keys.entries("log")) == 4
    assert sum(entry.retired is None for entry in keys.entries("log")) == 1
    assert keys.problems() == []


def test_the_table_tells_each_key_with_its_state(house, db):
    certificate = seal_one()
    run("rotate", "seal")
    run(
        "retire",
        certificate.signed_with,
        "--compromised",
        "--since",
        "2026-01-02",
        "--reason",
        "x",
    )
    lines = {line.split()[0]: line for line in run("list").splitlines()}
    assert lines["key"].split()[:3] == ["key", "made", "state"]
    assert "retired" in lines[certificate.sealed_with]
    assert lines[certificate.sealed_with].split()[-1] == "1"
    assert "compromised" in lines[certificate.signed_with]
    assert "2026-01-02" in lines[certificate.signed_with]
    assert "signs" in lines[f"{certificate.sealed_with}-2"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["retire", "seal-1999"], "seal-1999"),
        (["retire", "../../etc/passwd"], "passwd"),
        (["retire", "KID", "--reason", "x"], "--compromised"),
        (["retire", "KID", "--compromised"], "--reason"),
        (["retire", "KID", "--compromised", "--reason", " "], "--reason"),
        (["retire", "KID", "--compromised", "--reason", "x", "--since", "2999-01-01"], "to come"),
        (["retire", "KID", "--compromised", "--reason", "x", "--since", "soon"], "since"),
        (["rotate", "everything"], "everything"),
        (["publish", "/proc/nowhere"], "nowhere"),
        ([], "act"),
    ],
)
def test_a_command_that_cannot_be_carried_out_says_why_and_changes_nothing(house, db, words, why):
    before = [(path.name, path.stat().st_mtime_ns) for path in sorted(house.keys.glob("[!.]*"))]
    with pytest.raises(CommandError, match=why):
        run(*[keys.seal().kid if word == "KID" else word for word in words])
    after = [(path.name, path.stat().st_mtime_ns) for path in sorted(house.keys.glob("[!.]*"))]
    assert after == before


def test_the_check_passes_and_fails_with_a_reason(house, db):
    assert "move it off" in run("check")
    seal, other = keys.seal().kid, keys.signing_key("log").kid
    (house.keys / f"{seal}.key.pem").write_bytes((house.keys / f"{other}.key.pem").read_bytes())
    with pytest.raises(CommandError, match=f"{seal}"):
        run("check")


def test_new_files_belong_to_whom_the_folder_belongs(house, db):
    if os.geteuid() == 0:
        os.chown(house.keys, 12345, 12345)
    run("rotate", "all")
    run("retire", keys.entries("log")[0].kid)
    owner = house.keys.stat().st_uid
    new = [path for path in house.keys.iterdir() if path.name.rpartition("-")[2][:2] == "2."]
    for path in (*new, house.keys / "register.json", house.keys / "root.crl"):
        assert path.stat().st_uid == owner
    assert len(new) == 6


def test_keys_are_kept_without_a_database_too(tmp_path):
    place = {"KEYS_DIR": str(tmp_path / "keys"), "LMS_DEMO": "1", "VAR_DIR": str(tmp_path)}
    environment = {**os.environ, **place, "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"}
    environment["DJANGO_SETTINGS_MODULE"] = "lms.settings.test"

    def command(*words):
        line = [sys.executable, "manage.py", "keys", *words]
        told = subprocess.run(line, env=environment, capture_output=True, text=True)
        assert told.returncode == 0, told.stderr
        return told.stdout

    command("make", "--demo")
    [kid] = [line.split()[0] for line in command("list").splitlines() if line.startswith("log-")]
    assert "unknown number" in command("retire", kid, "--compromised", "--reason", "Lost")
    assert "compromised" in command("list")


def test_keys_from_before_the_register_are_taken_over(house, db):
    for name in ("register.json", "root.crl"):
        (house.keys / name).unlink()
    certificate = seal_one()
    with pytest.raises(CommandError, match="keys crl"):
        run("publish", house.public)
    run("crl")
    run("rotate", "all")
    run("publish", house.public)
    assert holds_outside(house.public, certificate)
    assert {entry.retired is None for entry in keys.entries()} == {True, False}


def test_what_is_published_holds_no_private_key(house, db):
    run("publish", house.public)
    names = {str(path.relative_to(house.public)) for path in house.public.rglob("*.*")}
    assert names - {".well-known"} == {
        *(".well-known/did.json", ".well-known/jwks.json", "keys/root.pem", "keys/root.crl"),
        *("keys/root.sha256", "keys/register.json"),
    }
    assert all(
        b"PRIVATE" not in (house.public / name).read_bytes() for name in names if "/" in name
    )
    assert (house.public / "keys/root.sha256").read_text().strip() == keys.root_fingerprint()


def test_a_did_with_a_path_is_published_under_it(house, db, settings):
    settings.ISSUER = {**settings.ISSUER, "did": "did:web:gov.example:boards:..:a"}
    run("publish", house.public)
    assert (house.public / "boards/a/did.json").exists()
