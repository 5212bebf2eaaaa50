"""The register of keys: which may sign, which are trusted, and who may know it."""

import datetime as dt
import json
import stat
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from certification import keys
from certification.credentials import did
from certification.facts import issuer
from certification.keys.register import (
    KeyEntry,
    RegisterDamaged,
    UnknownKey,
    list_key_entries,
    mark_compromised,
    read_register,
    require_trusted_key,
    retire_key,
    write_register,
)

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


@pytest.mark.parametrize(
    ("kid", "expected"),
    [
        ("seal-2026", ("seal", (2026, 1))),
        ("credential-demo-2026", ("credential", (2026, 1))),
        ("log-2026-12", ("log", (2026, 12))),
    ],
)
def test_an_id_tells_purpose_year_and_number(kid, expected):
    entry = KeyEntry(kid)
    assert (entry.purpose, entry.year_and_number) == expected


def test_keys_are_listed_in_the_order_they_were_made(empty):
    empty.mkdir()
    kids = ["log-2025", "log-2026", "log-2026-2", "log-2026-10", "seal-2024"]
    write_register(empty, {kid: KeyEntry(kid) for kid in reversed(kids)})
    assert [entry.kid for entry in list_key_entries()] == kids
    assert [entry.kid for entry in list_key_entries("seal")] == ["seal-2024"]


days = st.none() | st.dates()
entries = st.builds(
    KeyEntry,
    st.from_regex(r"(seal|credential|log)-(demo-)?[0-9]{4}(-[0-9]{1,3})?", fullmatch=True),
    made=days,
    retired=days,
    compromised_since=days,
    reason=st.text(st.characters(codec="utf-8")),
)


@given(st.lists(entries, max_size=4))
@pytest.mark.slow
def test_a_register_is_read_as_it_was_written(entries):
    written = {entry.kid: entry for entry in entries}
    with TemporaryDirectory() as folder, override_settings(KEYS_DIR=folder):
        write_register(Path(folder), written)
        assert read_register() == written


def test_an_empty_folder_makes_nothing_trusted(empty):
    empty.mkdir()
    with pytest.raises(keys.KeyUnavailable, match="no key"):
        keys.is_trusted("seal-2026")
    assert keys.compromised_keys() == {}


def test_a_key_that_has_to_sign_must_be_trusted(empty):
    keys.make_demo_keys()
    kid = keys.load_signing_key("log").kid
    require_trusted_key(kid)
    mark_compromised(kid, since=TODAY, reason="", on=TODAY)
    with pytest.raises(keys.KeyUnavailable, match=f"{kid} is compromised"):
        require_trusted_key(kid)


def test_a_key_is_retired_once(empty):
    keys.make_demo_keys()
    kid = keys.load_signing_key("log").kid
    retire_key(kid, on=TODAY)
    assert retire_key(kid, on=TODAY + dt.timedelta(days=1)).retired == TODAY
