"""Certifies so many people in a process of its own, as a worker does, and tells what it took.

``python -m tests.bench.worker 500`` runs a batch of 500, its zip and register included; after each
tenth it prints a line of JSON: memory, and processor time so far.
"""

import json
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings

from certification.batches.candidates import Candidate
from certification.batches.files import build_batch_files
from certification.batches.lifecycle import prepare_batch, start_batch
from certification.batches.worker import process_batch
from certification.models import Batch, Certificate
from people.models import Agency, Person
from people.queue import paused
from tests.bench.material import TODAY, members
from tests.certification.batch_factories import TITLES
from tests.certification.factories import make_office, make_skill, make_target
from tests.certification.signing_environment import make_machinery, use_machinery
from tests.database import copied_database
from tests.people.factories import PersonFactory

WARM_UP = 40
ROUND = 5  # seconds


def resident_mib() -> float:
    """Memory of its own that is in RAM now; SQLite's mapped file is the kernel's to keep."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def tell(done: int, since: float) -> None:
    told = {"done": done, "mib": resident_mib(), "cpu": time.process_time() - since}
    print(json.dumps(told), flush=True)


def started(people: list[Person], office: Agency, skill) -> Batch:
    batch = Batch(
        kind="classroom",
        titles=TITLES,
        agency=office,
        completed_on=TODAY,
        validity_months=36,
    )
    candidates = [Candidate(person, 86) for person in people]
    prepare_batch(batch, candidates, [(skill, 2)], by=PersonFactory(admin=True))
    start_batch(batch)
    return Batch.objects.get(pk=batch.pk)


def rounds(batch: Batch) -> Iterator[int]:
    """Work on it for a few seconds at a time; the number of certificates after each."""
    while batch.finished_at is None:
        process_batch(batch, seconds=ROUND)
        batch.refresh_from_db()
        yield Certificate.objects.sealed().count()


def work(number: int) -> None:
    skill, office = make_skill(), Agency.objects.get(pk=make_office().pk)
    make_target(office.get_parent(), skill)
    people = members(office, number + WARM_UP)
    first = started(people[:WARM_UP], office, skill)
    list(rounds(first))
    build_batch_files(first)
    batch, since, told = started(people[WARM_UP:], office, skill), time.process_time(), 0
    tell(0, since)
    for sealed in rounds(batch):
        if (sealed - WARM_UP) * 10 // number > told:
            told = (sealed - WARM_UP) * 10 // number
            tell(sealed - WARM_UP, since)
    build_batch_files(batch)
    tell(number, since)


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, copied_database("worker"), paused():
        use_machinery(settings, make_machinery(Path(folder)))
        settings.MEDIA_ROOT = Path(folder) / "media"
        work(int(sys.argv[1]))
