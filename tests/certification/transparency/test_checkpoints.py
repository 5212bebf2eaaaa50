import base64
import datetime as dt
import hashlib
import json

import pytest

from certification import keys
from certification.issuing.issue import issue_certificate
from certification.keys.active import load_public_keys
from certification.models import Checkpoint
from certification.transparency import log
from certification.transparency.checkpoints import checkpoint_digest, make_checkpoints
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment

DAY = dt.timedelta(days=1)
LATE = dt.datetime(2026, 11, 23, 18, 0, tzinfo=dt.UTC)  # already the next day in Yangon


def add_entry(at):
    certificate = issue_certificate(completed_enrolment(), at=at)
    certificate.credential, certificate.pdf_digest = "{}", "00" * 32
    return log.append_entry(certificate, at=at)


def bodies():
    return [json.loads(row.body) for row in Checkpoint.objects.all()]


def test_an_empty_log_has_no_checkpoints(db):
    assert make_checkpoints(at=AT) == []


def test_missed_days_are_made_up_and_today_waits(sealed):
    add_entry(LATE)
    made = make_checkpoints(at=AT + 3 * DAY)
    days = [row.day.isoformat() for row in made]
    assert days == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert [row.size for row in made] == [1, 2, 2]
    assert make_checkpoints(at=AT + 3 * DAY) == []
    assert Checkpoint.objects.count() == 3


def test_each_is_signed_and_names_the_one_before(sealed):
    make_checkpoints(at=AT + 3 * DAY)
    rows = list(Checkpoint.objects.all())
    for body in bodies():
        key = load_public_keys("log")[body["key"]]
        key.verify(base64.b64decode(body["signature"]), log.statement_bytes(body))
    named = [body["previous"] for body in bodies()]
    assert named == [None, checkpoint_digest(rows[0]), checkpoint_digest(rows[1])]


def test_a_checkpoint_of_the_past_is_that_of_the_log_then(sealed):
    add_entry(AT + 2 * DAY)
    make_checkpoints(at=AT + 4 * DAY)
    assert [body["root"] for body in bodies()] == [
        log.build_tree_head(size)["root"] for size in (1, 1, 2, 2)
    ]


def test_an_entry_that_came_late_never_makes_the_log_shrink(sealed):
    add_entry(AT + 2 * DAY)
    add_entry(AT + DAY)
    make_checkpoints(at=AT + 4 * DAY)
    assert [body["size"] for body in bodies()] == [1, 3, 3, 3]


def test_a_missing_key_leaves_nothing_half_made(sealed, settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    with pytest.raises(keys.KeyUnavailable):
        make_checkpoints(at=AT + 3 * DAY)
    assert not Checkpoint.objects.exists()


def test_they_are_listed_and_served_byte_for_byte(client, sealed):
    make_checkpoints(at=AT + 3 * DAY)
    listed = client.get("/log/checkpoints.json", {"after": "2026-11-23"}).json()["checkpoints"]
    assert [line["day"] for line in listed] == ["2026-11-24", "2026-11-25"]
    served = client.get("/log/checkpoints/2026-11-25.json")
    assert hashlib.sha256(served.content).hexdigest() == listed[1]["sha256"]
    assert "immutable" in served["Cache-Control"]
