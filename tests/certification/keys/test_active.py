import datetime as dt
import sys

import pytest

from certification import keys
from certification.keys.active import load_public_keys, read_crl
from certification.keys.ceremonies import make_key_files


def test_the_newest_key_signs_and_the_old_ones_stay_published(empty):
    keys.make_demo_keys()
    at = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
    make_key_files(empty / "later", "Board", demo=True, at=at)
    for path in (empty / "later").glob("credential-*"):
        path.rename(empty / path.name)
    assert keys.load_signing_key("credential").kid == "credential-demo-2031"
    assert len(load_public_keys("credential")) == 2


TODAY = dt.date(2026, 11, 26)


def test_a_renamed_demo_key_signs_nothing_outside_of_a_demo(empty, settings):
    keys.make_demo_keys()
    (empty / "register.json").unlink()
    for path in list(empty.glob("*.pem")):
        path.rename(path.with_name(path.name.replace("-demo-", "-")))
    for purpose in ("seal", "credential", "log"):
        assert "demo" not in keys.load_signing_key(purpose).kid
    settings.LMS_DEMO = False
    for purpose in ("seal", "credential", "log"):
        with pytest.raises(keys.KeyUnavailable, match="demo key"):
            keys.load_signing_key(purpose)


def test_another_back_end_never_falls_back_to_files(empty, settings):
    keys.make_demo_keys()
    settings.KEYS = {**settings.KEYS, "BACKEND": "pkcs12"}
    with pytest.raises(keys.KeyUnavailable, match="KEYS_BACKEND"):
        keys.load_seal_key()


OPENED: list[str] | None = None


def note_opened(event, arguments):
    if OPENED is not None and event == "open":
        OPENED.append(str(arguments[0]))


def test_no_key_file_is_opened_for_a_further_signature(empty, monkeypatch):
    keys.make_demo_keys()
    for purpose in ("seal", "credential", "log"):
        keys.load_signing_key(purpose).sign(b"first")
    keys.load_seal_key(), keys.is_trusted("seal-demo-2026")
    sys.addaudithook(note_opened)
    monkeypatch.setattr(sys.modules[__name__], "OPENED", [])
    for purpose in ("seal", "credential", "log"):
        keys.load_signing_key(purpose).sign(b"second")
    keys.load_seal_key(), keys.is_trusted("seal-demo-2026")
    assert [name for name in OPENED if str(empty) in name] == []
    (empty / "register.json").read_bytes()
    assert [name for name in OPENED if str(empty) in name]


def test_the_list_of_revoked_seals_is_served(empty, client):
    keys.make_demo_keys()
    answer = client.get("/keys/root.crl")
    assert answer["Content-Type"] == "application/pkix-crl"
    assert answer.content == read_crl()
    (empty / "root.crl").unlink()
    assert client.get("/keys/root.crl").status_code == 503
