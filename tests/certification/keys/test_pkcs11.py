"""A real PKCS#11 token: SoftHSM, each test with a token of its own."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import which

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from certification import keys
from certification.keys import pkcs11
from certification.keys.ceremonies import open_root_authority, rotate_keys
from certification.keys.health import check_key_pair, find_mismatched_keys
from certification.sealing.seal import seal_certificate
from certification.verification.files import verify_file
from certification.verification.verdicts import VerdictStatus
from tests.certification.conftest import AT

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm.so")
MODULE = next(filter(os.path.exists, MODULES), "")
PIN = "4711-secret"

pytestmark = [
    pytest.mark.skipif(not which("softhsm2-util"), reason="softhsm2 is not installed"),
    pytest.mark.any_database,
]


@pytest.fixture(scope="module")
def softhsm(tmp_path_factory):
    """The module reads its configuration once a process: one place for all of these tests."""
    place = tmp_path_factory.mktemp("softhsm")
    (place / "tokens").mkdir()
    (place / "conf").write_text(f"directories.tokendir = {place / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(place / "conf")
    yield place
    del os.environ["SOFTHSM2_CONF"]


def init_token(label):
    command = ["softhsm2-util", "--init-token", "--free", "--label", label]
    subprocess.run([*command, "--pin", PIN, "--so-pin", "so-" + PIN], check=True)


@pytest.fixture
def token(softhsm, settings, tmp_path, request):
    """An empty token, and settings that name it."""
    label = f"t{abs(hash(request.node.nodeid)) % 10**9}"
    init_token(label)
    if MODULE in getattr(pkcs11.pkcs11, "_loaded", {}):
        pkcs11.pkcs11.lib(MODULE).reinitialize()
    (tmp_path / "pin").write_text(f"{PIN}\n")
    settings.KEYS_DIR = tmp_path / "keys"
    settings.KEYS = {
        "BACKEND": "pkcs11",
        "PURPOSES": ["seal", "credential", "log"],
        "MODULE": MODULE,
        "TOKEN": label,
        "PIN": "",
        "PIN_FILE": str(tmp_path / "pin"),
    }
    yield settings
    pkcs11.TokenKeyStore(MODULE, label).close()


@pytest.fixture
def in_token(token):
    return keys.make_demo_keys()


def test_private_halves_never_leave_the_token(in_token):
    private = sorted(path.name for path in in_token.glob("*.key.pem"))
    assert private == ["root.key.pem"]
    for purpose in ("seal", "credential", "log"):
        check_key_pair(keys.load_signing_key(purpose))
    assert keys.find_key_problems() == []
    assert find_mismatched_keys() == []


def test_a_certificate_is_sealed_and_signed_by_the_token(in_token, certificate, settings):
    sealed = seal_certificate(certificate, at=AT)
    content = sealed.pdf.open().read()
    assert verify_file(content).status is VerdictStatus.VALID
    assert verify_file(sealed.credential.encode()).status is VerdictStatus.VALID
    assert verify_file(content[:-1] + b" ").status is VerdictStatus.CHANGED


def test_only_the_seal_may_lie_in_a_token(token):
    token.KEYS = {**token.KEYS, "PURPOSES": ["seal"]}
    place = keys.make_demo_keys()
    names = {path.name.partition("-")[0] for path in place.glob("*-*.key.pem")}
    assert names == {"credential", "log"}
    assert keys.find_key_problems() == []


def test_rotation_makes_the_new_keys_in_the_token(in_token):
    before = keys.load_seal_key().kid
    rotate_keys(["seal", "credential"], authority=open_root_authority())
    assert keys.load_seal_key().kid == f"{before}-2"
    check_key_pair(keys.load_signing_key("seal"))
    assert not list(in_token.glob("credential-*.key.pem"))


def test_many_threads_share_one_session(in_token):
    key = keys.load_signing_key("seal")
    messages = [f"message {n}".encode() for n in range(200)]
    with ThreadPoolExecutor(8) as pool:
        signatures = list(pool.map(key.sign, messages))
    for message, signature in zip(messages, signatures, strict=True):
        key.public.verify(signature, message, ec.ECDSA(hashes.SHA256()))


def test_a_process_that_forked_signs_too(in_token):
    key = keys.load_signing_key("credential")
    key.sign(b"before")
    readable, writable = os.pipe()
    child = os.fork()
    if not child:  # pragma: no cover
        try:
            os.write(writable, key.sign(b"in the child"))
        finally:
            os._exit(0)
    os.close(writable)
    os.waitpid(child, 0)
    key.public.verify(os.read(readable, 100), b"in the child")
    key.public.verify(key.sign(b"after"), b"after")


def test_a_wrong_pin_is_told_and_tried_once_only(in_token, token, tmp_path):
    pkcs11.TokenKeyStore(MODULE, token.KEYS["TOKEN"]).close()
    (tmp_path / "pin").write_text("wrong-pin")
    for words in ("PinIncorrect", "refused this PIN", "refused this PIN"):
        with pytest.raises(keys.KeyUnavailable, match=words):
            keys.load_signing_key("seal")
    (tmp_path / "pin").write_text(PIN)
    check_key_pair(keys.load_signing_key("seal"))


def test_a_token_that_is_not_there_is_named_and_the_certificate_waits(
    in_token, token, certificate
):
    token.KEYS = {**token.KEYS, "TOKEN": "elsewhere"}
    assert any("elsewhere" in problem for problem in keys.find_key_problems())
    with pytest.raises(keys.KeyUnavailable, match="elsewhere"):
        seal_certificate(certificate, at=AT)
    certificate.refresh_from_db()
    assert certificate.sealed_at is None


def test_a_module_that_is_not_there_is_named(token):
    token.KEYS = {**token.KEYS, "MODULE": "/nowhere/module.so"}
    with pytest.raises(keys.KeyUnavailable, match="cannot make"):
        keys.make_demo_keys()
    assert not list(Path(token.KEYS_DIR).glob("*.pem"))


def test_a_failure_half_way_leaves_no_key_in_token_or_folder(token, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("certification.keys.staging.KeyStaging.move_into", lambda *a: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            keys.make_demo_keys()
    assert not list(Path(token.KEYS_DIR).glob("[!.]*"))
    keys.make_demo_keys()
    check_key_pair(keys.load_signing_key("seal"))


def test_a_key_in_the_token_is_never_overwritten(in_token, token, tmp_path):
    prior = keys.load_signing_key("seal").public
    token.KEYS_DIR = tmp_path / "other"
    with pytest.raises(pkcs11.TokenHasKey):
        keys.make_demo_keys()
    token.KEYS_DIR = in_token
    assert keys.load_signing_key("seal").public == prior
    check_key_pair(keys.load_signing_key("seal"))


def test_the_key_of_another_installation_is_not_taken_for_ours(in_token, token, tmp_path):
    token.KEYS = {**token.KEYS, "BACKEND": "files"}
    token.KEYS_DIR = tmp_path / "other"
    keys.make_demo_keys()
    token.KEYS = {**token.KEYS, "BACKEND": "pkcs11"}
    with pytest.raises(keys.KeyUnavailable, match="is not that of"):
        keys.load_signing_key("seal")
