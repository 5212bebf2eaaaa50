"""Private keys as files: for their owner only, written once, and what they sign."""

import os
import stat

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from certification import keys
from certification.keys.files import FileKeyStore, write_new_file, write_private_key
from certification.keys.storage import KeyUnavailable


def test_private_keys_are_for_their_owner_only(empty):
    keys.make_demo_keys()
    for path in empty.glob("*.key.pem"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    assert any("chmod 600" in problem for problem in keys.find_key_problems())


STORE = FileKeyStore()


@pytest.mark.parametrize("kid", ["credential-2026", "log-2026"])
def test_what_an_ed25519_key_signs_fits_its_public_half_and_nothing_else(tmp_path, kid):
    public = STORE.make(kid, tmp_path)
    key = STORE.load(kid, tmp_path)
    signature = key.sign(b"message")
    assert (key.kid, key.public, len(signature)) == (kid, public, 64)
    public.verify(signature, b"message")
    with pytest.raises(InvalidSignature):
        public.verify(signature, b"another")


def test_a_seal_signs_over_sha_256_on_the_curve_p_256(tmp_path):
    public = STORE.make("seal-2026", tmp_path)
    signature = STORE.load("seal-2026", tmp_path).sign(b"message")
    assert public.curve.name == "secp256r1"
    public.verify(signature, b"message", ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        public.verify(signature, b"another", ec.ECDSA(hashes.SHA256()))


def test_a_key_that_is_there_is_not_written_over(tmp_path):
    STORE.make("log-2026", tmp_path)
    before = (tmp_path / "log-2026.key.pem").read_bytes()
    with pytest.raises(FileExistsError):
        STORE.make("log-2026", tmp_path)
    assert (tmp_path / "log-2026.key.pem").read_bytes() == before


def test_a_key_that_is_missing_is_named(tmp_path):
    with pytest.raises(KeyUnavailable, match=r"log-2026.key.pem is missing"):
        STORE.load("log-2026", tmp_path)


def test_a_key_of_another_kind_is_refused(tmp_path):
    write_private_key(tmp_path / "log-2026.key.pem", rsa.generate_private_key(65537, 2048))
    with pytest.raises(KeyUnavailable, match="neither"):
        STORE.load("log-2026", tmp_path)


def test_a_key_that_was_replaced_is_read_again(tmp_path):
    path = tmp_path / "log-2026.key.pem"
    STORE.make("log-2026", tmp_path)
    STORE.load("log-2026", tmp_path)
    before = path.stat().st_mtime_ns
    path.unlink()
    public = STORE.make("log-2026", tmp_path)
    os.utime(path, ns=(before + 1, before + 1))
    assert STORE.load("log-2026", tmp_path).public == public


def test_a_new_file_has_its_mode_from_the_start(tmp_path):
    for mode in (0o600, 0o644):
        path = tmp_path / oct(mode)
        write_new_file(path, b"x", mode=mode)
        assert stat.S_IMODE(path.stat().st_mode) == mode
        with pytest.raises(FileExistsError):
            write_new_file(path, b"y", mode=mode)
        assert path.read_bytes() == b"x"
