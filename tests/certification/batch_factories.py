"""Batches for tests: a session in an office, people posted there, a worker without a queue."""

import datetime as dt
import zipfile

from certification.batches.candidates import Candidate
from certification.batches.files import build_batch_files
from certification.batches.lifecycle import prepare_batch, start_batch
from certification.batches.worker import process_batch
from certification.models import Batch
from people.models import Agency
from tests.certification.factories import make_office, make_skill
from tests.people.factories import PersonFactory, PostingFactory

DAY = dt.date(2026, 11, 2)
TITLES = {
    "my": "ရုံးသုံး ဒစ်ဂျစ်တယ်လုံခြုံရေး စာသင်ခန်းသင်တန်း",
    "en": "Digital security at the office, a classroom course",
}


def make_people(office, count):
    return [PostingFactory(agency=office, person=PersonFactory()).person for _ in range(count)]


def make_batch(count=3, *, office=None, by=None, skills=True, **fields) -> Batch:
    """Prepared, with so many people who are posted in its agency."""
    office = office or Agency.objects.get(pk=make_office().pk)
    fields = {
        "kind": "classroom",
        "titles": TITLES,
        "agency": office,
        "completed_on": DAY,
        "validity_months": 24,
    } | fields
    people = [
        Candidate(person, 80 + n % 20) for n, person in enumerate(make_people(office, count))
    ]
    certified = [(make_skill(), 2)] if skills else []
    return prepare_batch(Batch(**fields), people, certified, by=by or PersonFactory(admin=True))


def started(batch: Batch) -> Batch:
    start_batch(batch)
    return Batch.objects.get(pk=batch.pk)


def names_in_zip(batch: Batch) -> list[str]:
    with zipfile.ZipFile(batch.files.open()) as archive:
        return archive.namelist()


def worked_off(batch: Batch) -> Batch:
    """Started, certified, filed."""
    process_batch(started(batch), seconds=600)
    build_batch_files(batch)
    return Batch.objects.get(pk=batch.pk)
