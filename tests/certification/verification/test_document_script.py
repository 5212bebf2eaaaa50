"""The script that docs/verify.md prints, cut out of the page and run against a real server."""

import json
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections

from certification.actions.revocation import revoke_certificate
from certification.credentials.clr import write_clr
from certification.issuing.issue import issue_certificate
from certification.keys.active import load_public_keys
from certification.keys.ceremonies import rotate_keys
from certification.keys.register import mark_compromised
from certification.models import Checkpoint, LogEntry
from certification.sealing.seal import seal_certificate
from certification.transparency import log
from certification.transparency.checkpoints import make_checkpoints
from tests.append_only import tampered
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.any_database


class Quiet(WSGIRequestHandler):
    def log_message(self, *told) -> None:
        pass


class Server(ThreadedWSGIServer):
    def close_request(self, request) -> None:
        connections.close_all()
        super().close_request(request)


@contextmanager
def serving():
    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def run(committed_db, settings, tmp_path):
    """``run("head")``: the script against the server; the answer, or what does not hold."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    text = Path(settings.BASE_DIR, "docs", "verify.md").read_text()
    (script,) = re.findall(r"```python\n(.*?)```", text, re.S)
    (tmp_path / "verify.py").write_text(script)
    with serving() as address:

        def call(*arguments):
            command = [sys.executable, "-I", "-S", "verify.py", address, *map(str, arguments)]
            done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={})
            assert "Traceback" not in done.stderr, done.stderr
            return json.loads(done.stdout) if not done.returncode else done.stderr

        yield call


def seal(at=AT):
    return seal_certificate(issue_certificate(completed_enrolment(), at=at), at=at)


def test_the_script_checks_heads_files_credentials_and_tells_what_was_tampered_with(run, tmp_path):
    assert run("head")["size"] == 0
    certificates = [seal(AT.replace(day=day)) for day in (21, 22, 22, 23)]
    assert run("head")["size"] == 4
    for position, certificate in enumerate(certificates):
        (tmp_path / "one.pdf").write_bytes(certificate.pdf.read())
        assert run("file", "one.pdf", certificate.code) == {"position": position, "size": 4}
    assert "the one that was logged" in run("file", "one.pdf", certificates[0].code)
    with open(tmp_path / "one.pdf", "ab") as file:
        file.write(b"\n")
    assert "the one that was logged" in run("file", "one.pdf", certificates[3].code)

    good = json.loads(certificates[0].credential)
    (tmp_path / "good.json").write_text(certificates[0].credential)
    assert run("credential", "good.json")["id"] == good["id"]
    changed = good | {"name": "Another course"}
    (tmp_path / "changed.json").write_text(json.dumps(changed))
    assert "the signature of the credential" in run("credential", "changed.json")
    revoke_certificate(certificates[0], by=PersonFactory(admin=True), reason="error")
    assert "it has not been revoked" in run("credential", "good.json")


def test_the_script_checks_a_transcript_and_every_certificate_in_it(run, tmp_path):
    certificate = seal()
    record = json.loads(write_clr(certificate.person, at=AT))
    forms = {
        "good": record,
        "added": record | {"favouriteTea": "green"},
        "empty": record | {"credentialSubject": {}},
        "bare": {name: value for name, value in record.items() if name != "proof"},
        "list": [record],
    }
    for name, document in forms.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
    assert run("credential", "good.json")["id"] == record["id"]
    for name in ("added", "empty"):
        assert "the signature of the credential" in run("credential", f"{name}.json")
    for name in ("bare", "list"):
        assert "DOES NOT HOLD: the form" in run("credential", f"{name}.json")
    revoke_certificate(certificate, by=PersonFactory(admin=True), reason="error")
    assert "it has not been revoked" in run("credential", "good.json")


def test_a_mirror_notices_a_rewritten_log(run, tmp_path):
    for day in (20, 21, 22):
        seal(AT.replace(day=day))
    make_checkpoints(at=AT)
    assert run("mirror", "kept") == {"days": 3}
    seal(AT)
    make_checkpoints(at=AT.replace(day=24))
    assert run("mirror", "kept") == {"days": 4}
    assert {path.stem for path in (tmp_path / "kept").iterdir()} == {
        f"2026-11-{day}" for day in (20, 21, 22, 23)
    }

    kept = tmp_path / "kept" / "2026-11-21.json"
    whole = kept.read_text()
    kept.write_text(whole.replace('"size": 2', '"size": 1'))
    assert "as published" in run("mirror", "kept")
    kept.write_text(whole)

    with tampered(LogEntry):
        LogEntry.objects.filter(position=1).update(leaf_hash=b"\0" * 32)
    assert "one size has one root" in run("mirror", "kept")
    seal(AT.replace(day=24))
    assert "the log only grows" in run("mirror", "kept")


def test_a_mirror_notices_a_day_that_was_made_anew(run, tmp_path):
    for day in (20, 21, 22):
        seal(AT.replace(day=day))
    make_checkpoints(at=AT)
    assert run("mirror", "kept") == {"days": 3}
    row = Checkpoint.objects.get(day="2026-11-21")
    body = json.loads(row.body) | {"logged_at": None}
    signed = log.sign_statement({n: v for n, v in body.items() if n not in ("key", "signature")})
    row.body = json.dumps(signed, indent=1) + "\n"
    with tampered(Checkpoint):
        row.save()
    assert "as published" in run("mirror", "kept")
    assert "the chain at" in run("mirror", "fresh")
    with tampered(Checkpoint):
        Checkpoint.objects.filter(day="2026-11-22").delete()
    for path in (tmp_path / "kept").glob("*-21.json"):
        path.write_text(row.body)
    assert "taken back" in run("mirror", "kept")


def test_days_signed_with_a_lost_key_stand_once_a_new_one_vouches_for_them(
    run, settings, machinery_folder, tmp_path
):
    settings.KEYS_DIR = shutil.copytree(machinery_folder / "keys", tmp_path / "keys")
    for day in (20, 21):
        seal(AT.replace(day=day))
    make_checkpoints(at=AT.replace(day=22))
    (lost,) = load_public_keys("log")
    mark_compromised(lost, since=AT.date(), reason="stolen", on=AT.date())
    rotate_keys(["log"])
    assert "signed with a key that stands" in run("mirror", "kept")
    make_checkpoints(at=AT.replace(day=23))
    assert run("mirror", "kept") == {"days": 3}
    assert run("mirror", "fresh") == {"days": 3}
