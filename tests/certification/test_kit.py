"""The offline kit as a stranger has it: unpacked in a folder, with no network."""

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.urls import reverse

from certification import keys
from certification.checkpoints import make_checkpoints
from certification.issuing import issue_certificate
from certification.keys.making import make_key_files
from certification.learner_records import write_record, write_record_token
from certification.revoking import revoke_certificate
from certification.sealing import seal_certificate
from certification.tokens import write_token
from tests.browser.conftest import violations
from tests.certification.checking import checker, chromium, known_to, reason, states
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment
from tests.certification.test_timestamps import choose, tsa

__all__ = ["checker", "chromium", "tsa"]
NAMES = {
    *("README.txt", "check_certificate.py", "did.json", "index.html", "jwks.json"),
    *("log-head.json", "manifest.json", "manifest.sig", "root.pem", "status-1.json", "trust.json"),
}


@pytest.fixture
def unpacked(client, tmp_path):
    """``unpacked()``: the folder of a kit as it is served now."""

    def unpack():
        content = client.get("/verify/kit.zip").content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(tmp_path / "kit")
        return tmp_path / "kit" / "certificate-kit"

    return unpack


def run(folder, *arguments):
    """The script as a stranger runs it: no packages of ours, and no environment."""
    command = [sys.executable, "-I", "-S", "check_certificate.py", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={})


def checked(folder, tmp_path, content, *options):
    file = tmp_path / "given"
    file.write_bytes(content)
    done = run(folder, "--json", *options, file)
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    assert done.returncode == (0 if found["verdict"] in {"genuine", "valid"} else 1)
    return found


@pytest.fixture
def samples(client, sealed, registrar, settings, tmp_path):
    """Files of every kind by the verdict that they deserve, and the kit that tells them."""
    pdf, others = sealed.pdf.read(), []
    for issued_at in (AT, AT.replace(year=2020)):
        issued = issue_certificate(completed_enrolment(), at=issued_at)
        others.append(seal_certificate(issued, at=AT))
    outdated = write_record(others[0].person, at=AT)
    record = json.loads(write_record(sealed.person, at=AT))
    revoke_certificate(others[0], by=registrar, reason="error", at=AT)
    hole = re.search(rb"/Contents <([0-9A-F]+)>", pdf)
    flipped = bytearray(pdf)
    flipped[hole.start(1) + 900] ^= 1
    credential = json.loads(sealed.credential)
    made = {
        "whole": ("genuine", pdf),
        "json": ("genuine", sealed.credential.encode()),
        "json written otherwise": ("genuine", json.dumps(credential, sort_keys=True).encode()),
        "token": ("genuine", write_token(sealed).encode()),
        "revoked": ("revoked", others[0].pdf.read()),
        "revoked json": ("revoked", others[0].credential.encode()),
        "record": ("genuine", json.dumps(record).encode()),
        "record as a token": ("genuine", write_record_token(sealed.person, at=AT).encode()),
        "record with one revoked since": ("revoked", outdated.encode()),
        "record with a term added": ("changed", json.dumps(record | {"x": 1}).encode()),
        "record with a number changed": ("changed", outdated.replace('"86"', '"99"').encode()),
        "record without a proof": ("unknown", json.dumps(record | {"proof": []}).encode()),
        "flipped": ("changed", bytes(flipped)),
        "flipped early": ("changed", pdf.replace(b"/Type /Catalog", b"/Type /Catalig", 1)),
        "appended": ("changed", pdf + b"\n"),
        "cut": ("changed", pdf[:-1]),
        "twice": ("changed", pdf + pdf),
        "term added": ("changed", json.dumps(credential | {"x": 1}).encode()),
        "token changed": ("changed", write_token(sealed).encode()[:-4] + b"AAAA"),
        "no seal": ("unknown", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
        "doubled name": ("unknown", sealed.credential.replace("{", '{"id":"x",', 1).encode()),
        "algorithm": ("unknown", b"eyJhbGciOiJub25lIn0.e30.AA"),
        **{f"garbage {n}": ("unknown", text) for n, text in enumerate(GARBAGE)},
    }
    before = settings.KEYS_DIR
    settings.KEYS_DIR = tmp_path / "others"
    make_key_files(settings.KEYS_DIR, "Board of strangers", demo=True, at=AT.replace(year=2024))
    foreign = seal_certificate(issue_certificate(completed_enrolment(), at=AT), at=AT)
    settings.KEYS_DIR = before
    return made | {"foreign": ("unknown", foreign.pdf.read())}


GARBAGE = [
    *(b"", b"{}", b"[]", b"null", b"\xff\xfe", b"...", b"[" * 90_000, b'{"a":' * 40_000),
    *(b'{"issuer": 5}', b"1e999", b'{"issuer": NaN}', b"\0" * 1000, b"%PDF-"),
]


def test_the_script_tells_every_kind_apart(samples, unpacked, tmp_path):
    folder = unpacked()
    found = {name: checked(folder, tmp_path, content) for name, (_, content) in samples.items()}
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


@pytest.mark.parametrize(
    ("level", "verdict"), [("B-T", "genuine"), ("B-LT", "genuine"), ("B-LTA", "unknown")]
)
def test_a_witnessed_file_is_checked_as_far_as_strangers_can(
    tsa, settings, certificate, unpacked, checker, tmp_path, client, level, verdict
):
    choose(settings, LEVEL=level)
    pdf = seal_certificate(certificate, at=AT).pdf.read()
    found = checked(unpacked(), tmp_path, pdf)
    assert (found["verdict"], checker.examine(pdf, known_to(client))["verdict"]) == (
        verdict,
        verdict,
    )
    assert reason(found, "untouched") == ("archived" if level == "B-LTA" else "")
    for changed in (pdf + b"\n", pdf[:-1], pdf.replace(b"/Catalog", b"/Catalig", 1)):
        assert checked(unpacked(), tmp_path, changed)["verdict"] == "changed"
        assert checker.examine(changed, known_to(client))["verdict"] == "changed"


def open_kit(chromium, folder, width=1280):
    def start():
        context = chromium.browser.new_context(
            viewport={"width": width, "height": 900}, offline=True
        )
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto((folder / "index.html").as_uri())
        return page

    return chromium.do(start)


def give(chromium, page, content, name="given.pdf"):
    """Choose the file on the page; the verdict it shows."""

    def act():
        page.evaluate("document.querySelectorAll('.result').forEach(r => { r.hidden = true; })")
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        page.set_input_files("main:not([hidden]) [type=file]", [file])
        result = page.locator("main:not([hidden]) .result")
        result.wait_for()
        return result.get_attribute("data-verdict")

    return chromium.do(act)


@pytest.mark.browser
def test_the_page_tells_every_kind_apart_with_no_network(samples, unpacked, chromium):
    folder = unpacked()
    page = open_kit(chromium, folder)
    told = {name: give(chromium, page, content) for name, (_, content) in samples.items()}
    assert told == {name: verdict for name, (verdict, _) in samples.items()}
    assert page.said == []
    assert {address.split(":")[0] for address in page.asked} <= {"file", "data"}
    chromium.do(page.context.close)


@pytest.mark.browser
def test_the_page_says_in_both_languages_what_it_could_not_check(sealed, unpacked, chromium):
    page = open_kit(chromium, unpacked(), width=360)
    give(chromium, page, sealed.pdf.read())

    def read():
        page.click("[data-show=en]")
        english = page.inner_text("main:not([hidden])")
        page.click("[data-show=my]")
        return english, page.inner_text("main:not([hidden])"), page.evaluate(WIDTH)

    english, burmese, is_narrow = chromium.do(read)
    assert "What happened since then is not known here" in english
    assert "Daw Khin Myo Thandar" in english
    assert "Valid\n" not in english
    assert re.search("[\u1040-\u1049]{4} ခုနှစ်", burmese)
    assert is_narrow
    chromium.do(page.context.close)


@pytest.mark.browser
def test_the_page_is_open_to_everybody(sealed, unpacked, chromium):
    page = open_kit(chromium, unpacked(), width=360)
    for content in (sealed.pdf.read(), b"garbage"):
        give(chromium, page, content)
        for language in ("my", "en"):
            chromium.do(lambda language=language: page.click(f"[data-show={language}]"))
            assert chromium.do(lambda: violations(page)) == []
    chromium.do(page.context.close)


WIDTH = "document.documentElement.scrollWidth <= innerWidth"


@pytest.mark.browser
def test_a_proof_of_the_log_can_be_added(client, sealed, unpacked, chromium, tmp_path):
    proof = client.get(reverse("certification:log_proof", args=[sealed.code])).content
    folder, pdf = unpacked(), sealed.pdf.read()
    (tmp_path / "proof.json").write_bytes(proof)
    found = checked(folder, tmp_path, pdf, "--proof", tmp_path / "proof.json")
    assert (states(found)["logged"], found["verdict"]) == ("passed", "genuine")
    page = open_kit(chromium, folder)
    give(chromium, page, pdf)
    assert give(chromium, page, proof, name="proof.json") == "genuine"
    passed = chromium.do(lambda: page.locator("main:not([hidden]) .checks .passed").count())
    assert passed == 4
    chromium.do(page.context.close)


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


def test_the_manifest_is_signed_by_the_key_of_the_log(sealed, unpacked):
    make_checkpoints()
    folder = unpacked()
    assert {file.name for file in folder.iterdir()} == NAMES | {"checkpoint.json"}
    manifest = json.loads((folder / "manifest.json").read_text())
    key: Ed25519PublicKey = keys.public_keys("log")[manifest["key"]]
    key.verify((folder / "manifest.sig").read_bytes(), (folder / "manifest.json").read_bytes())
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert set(manifest["files"]) == NAMES - {"manifest.json", "manifest.sig"} | {
        "checkpoint.json"
    }


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
    record = json.loads(write_record(sealed.person, at=AT))
    given.write_text(json.dumps(record))
    text = run(folder, given).stdout
    assert text.startswith("GENUINE as far as this kit can tell · ")
    assert f"For: {record['credentialSubject']['achievement'][0]['name']}" in text
    for odd in (5, [5, {"name": 5, "identityHash": []}], {}, None):
        subject = {"achievement": odd, "identifier": odd, "verifiableCredential": odd}
        given.write_text(json.dumps(record | {"credentialSubject": subject}))
        assert run(folder, given).stdout.startswith("CHANGED: ")


def test_it_is_the_same_until_something_changes(client, sealed, registrar, committing):
    first = client.get("/verify/kit.zip")
    again = client.get("/verify/kit.zip", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert "public" in first["Cache-Control"]
    assert len(first.content) < 150_000
    with committing():
        revoke_certificate(sealed, by=registrar, reason="error", at=AT)
    after = client.get("/verify/kit.zip", headers={"If-None-Match": first["ETag"]})
    assert after.status_code == 200


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_it_holds_no_names_of_people_and_no_private_key(sealed, unpacked):
    text = b"".join(file.read_bytes() for file in unpacked().iterdir())
    for word in (sealed.code, sealed.person.name_en, "PRIVATE KEY", sealed.person.staff_number):
        assert word.encode() not in text


def test_there_is_none_while_a_key_is_missing(client, db, settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    assert client.get("/verify/kit.zip").status_code == 503
