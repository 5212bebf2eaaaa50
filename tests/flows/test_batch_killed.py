"""A batch whose workers are killed at any point gives exactly one of everything per person."""

import hashlib
import os
import signal
import zipfile
from pathlib import Path
from random import Random

import pytest
from django.utils import timezone

from certification.batches.lifecycle import start_batch
from certification.models import Batch, BatchLine, Certificate, Evidence, LogEntry
from tests.certification.batch_factories import make_batch
from tests.flows.working import children_of, kill_all, wait_for, worker

pytestmark = pytest.mark.services
PEOPLE = 24
KILLED = ("child", "tree")


def sealed() -> int:
    return BatchLine.objects.sealed().count()


def let_claims_run_out() -> None:
    """As if a minute had passed."""
    now = timezone.now()
    BatchLine.objects.exclude(claimed_until=None).update(claimed_until=now)
    Batch.objects.exclude(filing_until=None).update(filing_until=now)


def kill_somewhere(what: str, broker: str, folder: Path, random: Random) -> None:
    """Let a worker do some of the work, then kill it in the middle of more."""
    let_claims_run_out()
    enough = sealed() + random.randint(2, 6)
    with worker(broker, folder, pool="prefork", concurrency=2, heard=False) as process:
        wait_for(lambda: sealed() >= enough, 120)
        if what == "child":
            os.kill(random.choice(children_of(process)), signal.SIGKILL)
            wait_for(lambda: sealed() >= enough + 2, 120)
        kill_all(process)


def test_killed_at_any_point_there_is_exactly_one_of_everything(
    committed_db, machinery, broker, speak_to, settings
):
    seed = os.getpid()
    print(f"killed by {seed}")
    random = Random(seed)  # noqa: S311
    settings.BATCH_WORKERS = 2
    speak_to(broker)
    batch = make_batch(PEOPLE)
    start_batch(batch)
    for what in KILLED:
        kill_somewhere(what, broker, machinery, random)
    assert sealed() < PEOPLE
    let_claims_run_out()
    with worker(broker, machinery, pool="prefork", concurrency=2) as process:
        wait_for(lambda: Batch.objects.exclude(finished_at=None).exists(), 240)
        kill_all(process)
    let_claims_run_out()
    with worker(broker, machinery, pool="prefork", concurrency=2):
        wait_for(lambda: Batch.objects.exclude(files_at=None).exists(), 120)
    batch.refresh_from_db()
    check_rows(batch)
    check_files(batch)


def check_rows(batch: Batch) -> None:
    lines = list(batch.lines.select_related("certificate"))
    certificates = list(Certificate.objects.all())
    assert len(certificates) == len(lines) == sealed() == PEOPLE
    assert {line.certificate for line in lines} == set(certificates)
    assert all(line.certificate.person_id == line.person_id for line in lines)
    assert len({one.person_id for one in certificates}) == PEOPLE
    assert len({one.status_index for one in certificates}) == PEOPLE
    assert sorted(Evidence.objects.values_list("certificate", flat=True)) == sorted(
        one.pk for one in certificates
    )
    positions = LogEntry.objects.values_list("position", flat=True)
    assert list(positions.order_by("position")) == list(range(PEOPLE))


def check_files(batch: Batch) -> None:
    """Every row has its own whole file, and the zip has them all; orphans are never pointed to."""
    stored = {one.code: Path(one.pdf.path).read_bytes() for one in Certificate.objects.all()}
    for one in Certificate.objects.all():
        assert hashlib.sha256(stored[one.code]).hexdigest() == one.pdf_digest
    folder = Path(Certificate.objects.first().pdf.path).parent
    assert len(set(stored.values())) == PEOPLE
    assert PEOPLE <= len(list(folder.glob("*.pdf"))) <= PEOPLE + 2 * (len(KILLED) + 1)
    with zipfile.ZipFile(batch.files.path) as archive:
        assert archive.testzip() is None
        inside = {name[6:18]: archive.read(name) for name in archive.namelist()[:-1]}
    assert inside == stored
    assert Path(batch.register.path).read_bytes().startswith(b"%PDF-")
    assert len(list(Path(batch.files.path).parent.iterdir())) == 2
