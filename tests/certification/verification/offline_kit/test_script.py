"""The script of the offline kit: Python alone, with no network."""

import json

import pytest
from django.urls import reverse

from certification.credentials.clr import write_clr
from certification.credentials.jwt import write_jwt
from certification.credentials.status_list import mark_all_lists_stale
from certification.issuing.issue import issue_certificate
from certification.keys.ceremonies import rotate_keys
from certification.keys.register import mark_compromised
from certification.sealing.seal import seal_certificate
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment
from tests.certification.verification.browser_checker import reason, states
from tests.certification.verification.unpacked_kit import (
    ALONE,
    WITH_PACKAGES,
    checked,
    run,
    samples,
    unpacked,
)

pytestmark = pytest.mark.any_database

__all__ = ["samples", "unpacked"]


@pytest.mark.parametrize("flags", [ALONE, WITH_PACKAGES], ids=["alone", "cryptography"])
def test_the_script_tells_every_kind_apart(samples, unpacked, tmp_path, flags):
    folder = unpacked()
    found = {
        name: checked(folder, tmp_path, content, flags=flags)
        for name, (_, content) in samples.items()
    }
    told = {name: answer["verdict"] for name, answer in found.items()}
    assert told == {name: verdict for name, (verdict, _) in samples.items()}
    assert states(found["whole"]) == {
        "untouched": "passed",
        "issued": "passed",
        "not_revoked": "not_checked",
        "not_expired": "passed",
        "logged": "not_checked",
    }
    assert reason(found["whole"], "not_revoked") == "as_of"


def test_a_damaged_library_counts_as_none(sealed, unpacked, tmp_path):
    """A panic of Rust, which such an installation raises, is no Exception."""
    folder = unpacked()
    (folder / "cryptography.py").write_text("raise BaseException('panic')")
    found = checked(folder, tmp_path, sealed.pdf.read(), flags=("-E", "-S"))
    assert found["verdict"] == "genuine"


def test_a_proof_of_another_certificate_proves_nothing(client, sealed, unpacked, tmp_path):
    other = seal_certificate(issue_certificate(completed_enrolment(), at=AT), at=AT)
    proof = client.get(reverse("certification:log_proof", args=[other.code])).json()
    folder, pdf = unpacked(), sealed.pdf.read()
    (tmp_path / "proof.json").write_text(json.dumps(proof))
    found = checked(folder, tmp_path, pdf, "--proof", tmp_path / "proof.json")
    assert (found["verdict"], reason(found, "logged")) == ("genuine", "other_entry")
    ours = client.get(reverse("certification:log_proof", args=[sealed.code])).json()
    (tmp_path / "proof.json").write_text(json.dumps(ours | {"path": proof["path"]}))
    forged = checked(folder, tmp_path, pdf, "--proof", tmp_path / "proof.json")
    assert (states(forged)["logged"], reason(forged, "logged")) == ("failed", "broken")


def test_an_expired_certificate_is_told(sealed, unpacked, tmp_path):
    """The script's own clock decides: here it is set on by a hundred years."""
    folder = unpacked()
    script = (folder / "check_certificate.py").read_text()
    later = script.replace("dt.datetime.now(dt.timezone.utc)", 'instant("2126-01-01T00:00:00Z")')
    assert later != script
    (folder / "check_certificate.py").write_text(later)
    found = checked(folder, tmp_path, sealed.pdf.read())
    assert found["verdict"] == "expired"
    assert reason(found, "not_revoked") == "old_list"


def test_a_seal_of_a_compromised_key_is_refused(sealed, unpacked, tmp_path):
    folder = unpacked()
    pdf = sealed.pdf.read()
    fingerprint = next(
        check["fingerprint"]
        for check in checked(folder, tmp_path, pdf)["checks"]
        if check["name"] == "untouched"
    )
    trust = json.loads((folder / "trust.json").read_text())
    (folder / "trust.json").write_text(json.dumps(trust | {"seals": [fingerprint]}))
    found = checked(folder, tmp_path, pdf)
    assert (found["verdict"], reason(found, "issued")) == ("unknown", "distrusted")


def test_what_rests_on_a_lost_seal_is_revoked_even_where_another_key_signed(
    sealed, own_keys, unpacked, tmp_path
):
    rotate_keys(["credential"])
    held = (sealed.credential.encode(), write_jwt(sealed).encode())
    for content in held:
        assert checked(unpacked(), tmp_path, content)["verdict"] == "genuine"
    mark_compromised(sealed.sealed_with, since=AT.date(), reason="stolen", on=AT.date())
    mark_all_lists_stale()
    for content in held:
        assert checked(unpacked(), tmp_path, content)["verdict"] == "revoked"


def test_the_kit_checks_itself(sealed, unpacked):
    folder = unpacked()
    assert run(folder, "--kit").returncode == 0
    (folder / "root.pem").write_text("other")
    assert "root.pem" in run(folder, "--kit").stderr
    manifest = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(manifest.replace("root.pem", "toor.pem"))
    assert "does not hold" in run(folder, "--kit").stderr


def test_the_report_reads_in_both_languages(sealed, unpacked, tmp_path):
    folder = unpacked()
    (tmp_path / "given.pdf").write_bytes(sealed.pdf.read())
    text = run(folder, tmp_path / "given.pdf").stdout
    assert text.startswith("GENUINE as far as this kit can tell · ")
    assert "Daw Khin Myo Thandar" in text
    assert "revoked since then was not checked" in text
    assert run(folder, tmp_path / "none.pdf").stderr.startswith("This cannot be read")


def test_the_report_names_what_a_record_holds_and_bears_a_forged_one(sealed, unpacked, tmp_path):
    folder, given = unpacked(), tmp_path / "given.json"
    record = json.loads(write_clr(sealed.person, at=AT))
    given.write_text(json.dumps(record))
    text = run(folder, given).stdout
    assert text.startswith("GENUINE as far as this kit can tell · ")
    assert f"For: {record['credentialSubject']['achievement'][0]['name']}" in text
    for odd in (5, [5, {"name": 5, "identityHash": []}], {}, None):
        subject = {"achievement": odd, "identifier": odd, "verifiableCredential": odd}
        given.write_text(json.dumps(record | {"credentialSubject": subject}))
        assert run(folder, given).stdout.startswith("CHANGED: ")


def test_the_report_shows_nothing_that_a_forger_wrote(sealed, unpacked, tmp_path):
    """A name may hold what clears a terminal and writes another verdict."""
    given = tmp_path / "given.json"
    forged = json.loads(sealed.credential)
    forged["credentialSubject"]["identifier"][0]["identityHash"] = "\x1b[2J\x1b[HGENUINE"
    given.write_text(json.dumps(forged))
    text = run(unpacked(), given).stdout
    assert text.startswith("CHANGED: ")
    assert "\x1b" not in text


def test_a_proof_nested_without_end_is_told_plainly(sealed, unpacked, tmp_path):
    (tmp_path / "given.pdf").write_bytes(sealed.pdf.read())
    (tmp_path / "proof.json").write_text("[" * 100_000)
    ran = run(unpacked(), tmp_path / "given.pdf", "--proof", tmp_path / "proof.json")
    assert ran.stderr.startswith("This cannot be read")
