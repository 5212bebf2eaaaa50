"""What an operator is told of keys that are missing, damaged, exposed or soon too old."""

import datetime as dt
from types import SimpleNamespace

import pytest
from cryptography.exceptions import InvalidSignature

from certification import checks, keys
from certification.keys.ceremonies import make_key_files
from certification.keys.health import (
    check_key_pair,
    find_expired_seals,
    find_key_warnings,
    find_mismatched_keys,
    list_active_entries,
)


def test_a_renamed_demo_seal_is_still_known_by_its_certificate(empty, settings):
    keys.make_demo_keys()
    for path in list(empty.iterdir()):
        path.rename(path.with_name(path.name.replace("-demo-", "-")))
    assert keys.find_demo_keys()


def test_a_missing_key_is_named(empty):
    problems = keys.find_key_problems()
    assert len(problems) == 3
    assert all("keys make" in problem for problem in problems)


def test_a_file_that_is_no_key_is_a_problem(empty):
    keys.make_demo_keys()
    next(empty.glob("log-*.key.pem")).write_text("not a key")
    assert keys.find_key_problems()


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


def test_a_folder_that_others_may_change_is_told(empty):
    keys.make_demo_keys()
    assert keys.find_key_problems() == []
    empty.chmod(0o707)
    assert any("chmod 700" in problem for problem in keys.find_key_problems())


def test_a_key_whose_halves_belong_to_two_keys_is_told(empty):
    keys.make_demo_keys()
    assert find_mismatched_keys() == []
    [log] = empty.glob("log-*.key.pem")
    [credential] = empty.glob("credential-*.key.pem")
    log.write_bytes(credential.read_bytes())
    [told] = find_mismatched_keys()
    assert "log-demo" in told


def test_a_signature_of_another_key_does_not_pass_the_probe(empty):
    keys.make_demo_keys()
    log, other = keys.load_signing_key("log"), keys.load_signing_key("credential")
    check_key_pair(log)
    with pytest.raises(InvalidSignature):
        check_key_pair(SimpleNamespace(public=log.public, sign=other.sign))


def test_an_empty_folder_has_no_active_key_and_no_seal_that_ends(empty):
    assert list_active_entries() == []
    assert find_expired_seals() == []
    assert any("keys crl" in told for told in find_key_warnings())
