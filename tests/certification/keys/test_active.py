import datetime as dt
import json
import stat
import sys

import pytest
from django.core.management import CommandError, call_command

from certification import checks, keys
from certification.credentials import did
from certification.facts import issuer
from certification.keys.active import load_public_keys, read_crl, read_root_pem
from certification.keys.ceremonies import make_key_files
from certification.keys.health import find_expired_seals, find_key_warnings
from certification.keys.register import RegisterDamaged, UnknownKey, mark_compromised, retire_key


@pytest.fixture
def empty(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR


def test_demo_keys_are_made_once_and_marked(empty):
    call_command("keys", "make", "--demo", verbosity=0)
    before = read_root_pem()
    keys.make_demo_keys()
    assert read_root_pem() == before
    assert {path.suffix for path in empty.glob("[!.]*")} == {".pem", ".json", ".crl"}
    assert len(keys.find_demo_keys()) == len(list(empty.glob("*.pem"))) - 1  # the key of the root
    assert keys.find_key_problems() == []


def test_private_keys_are_for_their_owner_only(empty):
    keys.make_demo_keys()
    for path in empty.glob("*.key.pem"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    assert any("chmod 600" in problem for problem in keys.find_key_problems())


def test_demo_keys_are_refused_where_it_is_in_earnest(empty, settings):
    keys.make_demo_keys()
    settings.LMS_DEMO = False
    assert any("demo key" in problem for problem in keys.find_key_problems())
    assert checks.check_no_demo_keys(None)[0].id == "certification.E001"
    with pytest.raises(CommandError, match="LMS_DEMO"):
        call_command("keys", "make", "--demo")


def test_a_renamed_demo_seal_is_still_known_by_its_certificate(empty, settings):
    keys.make_demo_keys()
    for path in list(empty.iterdir()):
        path.rename(path.with_name(path.name.replace("-demo-", "-")))
    assert keys.find_demo_keys()


def test_keys_in_earnest_are_made_once_and_pass_the_checks(empty, settings):
    settings.LMS_DEMO = False
    call_command("keys", "make", verbosity=0)
    assert keys.find_key_problems() == []
    assert checks.check_no_demo_keys(None) == []
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("keys", "make")


def test_a_missing_key_is_named(empty):
    problems = keys.find_key_problems()
    assert len(problems) == 3
    assert all("keys make" in problem for problem in problems)


def test_the_newest_key_signs_and_the_old_ones_stay_published(empty):
    keys.make_demo_keys()
    at = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
    make_key_files(empty / "later", "Board", demo=True, at=at)
    for path in (empty / "later").glob("credential-*"):
        path.rename(empty / path.name)
    assert keys.load_signing_key("credential").kid == "credential-demo-2031"
    assert len(load_public_keys("credential")) == 2


def test_a_file_that_is_no_key_is_a_problem(empty):
    keys.make_demo_keys()
    next(empty.glob("log-*.key.pem")).write_text("not a key")
    assert keys.find_key_problems()


TODAY = dt.date(2026, 11, 26)


def test_a_retired_key_signs_no_more_but_stays_published(empty):
    keys.make_demo_keys()
    kid = keys.load_signing_key("credential").kid
    retire_key(kid, on=TODAY)
    with pytest.raises(keys.KeyUnavailable):
        keys.load_signing_key("credential")
    assert keys.is_trusted(kid)
    assert did.build_did_document()["assertionMethod"] == [f"{issuer.issuer_did()}#{kid}"]


def test_a_compromised_key_is_neither_trusted_nor_published(empty):
    keys.make_demo_keys()
    kid, other = keys.load_signing_key("credential").kid, keys.load_signing_key("log").kid
    mark_compromised(kid, since=TODAY, reason="A stolen disk", on=TODAY)
    assert not keys.is_trusted(kid)
    assert keys.compromised_keys() == {kid: TODAY}
    assert did.build_did_document()["verificationMethod"] == []
    assert [key["kid"] for key in did.build_jwk_set()["keys"]] == [other]


def test_a_compromised_key_can_only_be_compromised_earlier(empty):
    keys.make_demo_keys()
    kid = keys.load_signing_key("log").kid
    for days, reason in ((0, "A stolen disk"), (3, ""), (-3, "")):
        day = TODAY + dt.timedelta(days=days)
        entry = mark_compromised(kid, since=day, reason=reason, on=TODAY)
    assert entry.compromised_since == TODAY - dt.timedelta(days=3)
    assert entry.reason == "A stolen disk"
    assert retire_key(kid, on=TODAY).compromised_since


def test_a_key_nobody_has_is_refused_and_nothing_is_written(empty):
    keys.make_demo_keys()
    before = sorted(empty.iterdir())
    for kid in ("seal-1999", "../register", ""):
        with pytest.raises(UnknownKey):
            mark_compromised(kid, since=TODAY, reason="", on=TODAY)
    assert sorted(empty.iterdir()) == before


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"keys": {"../x": {}}}', '{"keys": [1]}'])
def test_a_damaged_register_trusts_nothing(empty, content):
    keys.make_demo_keys()
    (empty / "register.json").write_text(content)
    with pytest.raises(RegisterDamaged):
        keys.is_trusted("seal-demo-2026")
    assert any("register.json" in problem for problem in keys.find_key_problems())


def test_the_register_is_public_and_holds_no_private_part(empty):
    keys.make_demo_keys()
    retire_key(keys.load_signing_key("log").kid, on=TODAY)
    path = empty / "register.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert all(
        line.keys() <= {"made", "retired", "compromised_since", "reason"}
        for line in json.loads(path.read_text())["keys"].values()
    )


def test_a_renamed_demo_key_signs_nothing_in_earnest(empty, settings):
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


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"BACKEND": "pkcs12"}, "KEYS_BACKEND"),
        ({"BACKEND": "pkcs11", "TOKEN": "t", "PIN": "1"}, "PKCS11_MODULE"),
        ({"BACKEND": "pkcs11", "MODULE": "m", "TOKEN": "t"}, "PKCS11_PIN_FILE"),
        (
            {"BACKEND": "pkcs11", "MODULE": "m", "TOKEN": "t", "PIN": "1", "PURPOSES": ["seel"]},
            "seel",
        ),
    ],
)
def test_settings_that_do_not_fit_are_told_at_the_start(empty, settings, changes, words):
    assert checks.check_key_settings(None) == []
    settings.KEYS = {**settings.KEYS, **changes}
    [error] = checks.check_key_settings(None)
    assert words in error.msg


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


def test_what_soon_ends_is_told_before_it_does(empty, settings):
    at = dt.datetime.now(dt.UTC)
    make_key_files(empty, "Board", demo=True, at=at - dt.timedelta(days=5 * 366 - 30))
    told = " ".join(find_key_warnings())
    assert "rotate seal" in told
    assert "keys crl" in told
    assert "rotate credential" in told
    assert find_expired_seals() == []
    assert keys.find_key_problems() == []


def test_a_seal_that_has_ended_is_a_problem(empty):
    at = dt.datetime.now(dt.UTC)
    make_key_files(empty, "Board", demo=True, at=at - dt.timedelta(days=5 * 366 + 1))
    assert any("ends on" in problem for problem in keys.find_key_problems())


def test_new_keys_give_no_reason_for_caution_but_the_root(empty):
    keys.make_demo_keys()
    [told] = find_key_warnings()
    assert "root.key.pem" in told


def test_the_list_of_revoked_seals_is_served(empty, client):
    keys.make_demo_keys()
    answer = client.get("/keys/root.crl")
    assert answer["Content-Type"] == "application/pkix-crl"
    assert answer.content == read_crl()
    (empty / "root.crl").unlink()
    assert client.get("/keys/root.crl").status_code == 503


def test_a_folder_that_others_may_change_is_told(empty):
    keys.make_demo_keys()
    assert keys.find_key_problems() == []
    empty.chmod(0o707)
    assert any("chmod 700" in problem for problem in keys.find_key_problems())
