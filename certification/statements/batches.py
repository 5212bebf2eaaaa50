"""Makes the statements of an office: line after line in the worker, then one file of them all.

Only writer of `StatementBatch`. A worker may be killed at any point: its claim runs out, the same
content has one statement, and the next one goes on.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import logging
import secrets
import tempfile
import time
import zipfile
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from certification.models import StatementBatch, StatementLine, YearStatement
from certification.sealing import OUTAGES
from certification.statements.making import make_statement
from certification.statements.sealing import seal_statement
from courses.hours import LearningYear
from courses.obligations import manages_person
from people.access import agencies_for
from people.history import office_acted
from people.imports.csv_safety import escape_formula
from people.imports.decoding import UTF8_BOM
from people.messaging import notify_person
from people.models import Agency, Person, Role
from people.queue import CLAIM_DURATION, enqueue, enqueue_on_commit, keep_claim

logger = logging.getLogger(__name__)
MOST_STATED = 2000
TASK = "certification.tasks.make_statements"
_ROUND_SECONDS = 20  # then other tasks in the queue have their turn
_LINE_CLAIM = dt.timedelta(seconds=60)  # far longer than one statement takes
_INDEX_COLUMNS = ("number", "file", "code", "state", "staff_number", "name_my", "name_en")


class NobodyToState(Exception):
    """The person manages nobody there."""


class TooManyToState(Exception):
    """They are more than one file should hold; smaller units are asked for."""


def find_people_to_state(unit: Agency, by: Person) -> QuerySet[Person]:
    """Return who serves today at or under the unit, and is managed by the person."""
    reach = agencies_for(by, Role.Kind.HR) & Agency.objects.under(unit)
    people = Person.objects.visible_to(by).posted_in(reach, day=timezone.localdate())
    return people.exclude(pk__in=by.principals(Role.Kind.HR))


def ask_for_statements(unit: Agency, year: LearningYear, *, by: Person) -> StatementBatch:
    """Have the worker make the statements; while it does, asked again it is the same batch.

    Raise `NobodyToState` and `TooManyToState`.
    """
    ours = StatementBatch.objects.unfinished().filter(asked_by=by, agency=unit, year=year.number)
    if at_work := ours.first():
        return at_work
    people = find_people_to_state(unit, by).order_by(Person.name_order(), "pk")
    keys = list(people.values_list("pk", flat=True)[: MOST_STATED + 1])
    if not keys:
        raise NobodyToState
    if len(keys) > MOST_STATED:
        raise TooManyToState
    try:
        with transaction.atomic():
            return _write_statement_batch(unit, year, keys, by)
    except IntegrityError:
        return ours.get()


def _write_statement_batch(
    unit: Agency, year: LearningYear, keys: list[int], by: Person
) -> StatementBatch:
    now = timezone.now()
    batch = StatementBatch.objects.create(year=year.number, agency=unit, asked_by=by, asked_at=now)
    rows = (
        StatementLine(batch=batch, number=number, person_id=key)
        for number, key in enumerate(keys, start=1)
    )
    StatementLine.objects.bulk_create(rows, 500)
    data = {"year": year.number, "agency": unit.names, "count": len(keys)}
    office_acted.send(StatementBatch, action="year.state_all", people=[by], by=by, data=data)
    enqueue_on_commit(TASK, batch.pk)
    return batch


def process_statements(batch: StatementBatch, *, seconds: float = _ROUND_SECONDS) -> None:
    """Make line after line for ``seconds``, then queue another round; at the end write the file.

    After an outage it stops; the sweep starts the next round.
    """
    until = time.monotonic() + seconds
    while line := _claim_line(batch):
        if not _settle_line(line, batch):
            return
        if time.monotonic() > until:
            enqueue(TASK, batch.pk)
            return
    _finish_batch(batch)


@transaction.atomic
def _claim_line(batch: StatementBatch) -> StatementLine | None:
    now = timezone.now()
    lines = batch.lines.claimable(now).select_for_update(of=("self",), skip_locked=True)
    line = lines.select_related("person").order_by("tries", "number").first()
    if line:
        # Counted before the work, so that a line that kills its worker is given up one day.
        line.tries, line.claimed_until = line.tries + 1, now + _LINE_CLAIM
        line.save(update_fields=["tries", "claimed_until"])
    return line


def _settle_line(line: StatementLine, batch: StatementBatch) -> bool:
    """Return whether to go on: after an outage every other line would fail too."""
    ours = StatementLine.objects.filter(pk=line.pk, done_at=None)
    try:
        statement = _state_line(line, batch)
    except OUTAGES as error:
        logger.error("line %s of statements %s waits: %r", line.number, batch.pk, error)
        ours.update(tries=line.tries - 1, claimed_until=None)
        return False
    except Exception:  # the next person has nothing to do with this one's trouble
        logger.exception("line %s of statements %s failed", line.number, batch.pk)
        ours.update(claimed_until=None)
        return True
    ours.update(statement=statement, done_at=timezone.now(), claimed_until=None)
    return True


def _state_line(line: StatementLine, batch: StatementBatch) -> YearStatement | None:
    # Security: asked anew for each, for people move while hundreds are made.
    if not manages_person(batch.asked_by, line.person):
        return None
    return seal_statement(make_statement(line.person, LearningYear(batch.year)))


def _finish_batch(batch: StatementBatch) -> None:
    """Write the file and tell who asked, unless a line is unfinished or another worker does it."""
    row = _claim_file(batch)
    if row is None:
        return
    # Whoever takes it over gives the file another name.
    ours = StatementBatch.objects.unfinished().filter(pk=row.pk, file=row.file.name)
    with keep_claim(ours), tempfile.TemporaryFile(dir=settings.VAR_DIR) as file:
        _write_statements(row, file)
        file.seek(0)
        default_storage.save(str(row.file), File(file))
    if ours.update(finished_at=timezone.now(), claimed_until=None):
        _tell_asker(row)


@transaction.atomic
def _claim_file(batch: StatementBatch) -> StatementBatch | None:
    now = timezone.now()
    if batch.lines.unfinished().exists():
        return None
    rows = StatementBatch.objects.stalled(now).select_for_update(of=("self",), skip_locked=True)
    row = rows.filter(pk=batch.pk).first()
    if row is None:
        return None
    if row.file:
        default_storage.delete(str(row.file))  # what a writer who was killed left
    # A name that nobody can guess: some storages serve files without asking who comes.
    row.file = f"statements/{now.year}/{secrets.token_urlsafe(24)}.zip"
    row.claimed_until = now + CLAIM_DURATION
    row.save(update_fields=["file", "claimed_until"])
    return row


def _write_statements(batch: StatementBatch, file: IO[bytes]) -> None:
    """Write the statements and an index that says whose is which."""
    index = io.StringIO()
    table = csv.writer(index)
    table.writerow(_INDEX_COLUMNS)
    lines = batch.lines.made().select_related("statement", "person").order_by("number")
    # Stored, not deflated: PDFs do not shrink.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for line in lines.iterator(chunk_size=200):
            statement = line.statement
            if statement is None or statement.is_erased:
                continue
            name = f"{line.number:05d}-{statement.code}.pdf"
            with statement.pdf.open() as content:
                archive.writestr(name, content.read())
            table.writerow(map(escape_formula, _describe_statement_file(line, statement, name)))
        archive.writestr("index.csv", UTF8_BOM + index.getvalue(), zipfile.ZIP_DEFLATED)


def _describe_statement_file(
    line: StatementLine, statement: YearStatement, name: str
) -> list[str]:
    names, number = statement.facts["person"]["names"], statement.facts["staff_number"]
    state = (statement.facts.get("obligation") or {}).get("state", "")
    return [str(line.number), name, statement.code, state, number, names["my"], names["en"]]


def _tell_asker(batch: StatementBatch) -> None:
    page = reverse("certification:statement_batch", args=[batch.pk])
    facts = {"year": batch.year, "names": batch.agency.names}
    facts["address"] = f"{settings.SITE_URL}{page}"
    subject = str(batch.pk)
    notify_person(batch.asked_by, "certification/statements_ready", subject=subject, facts=facts)


def requeue_stalled_statements() -> None:
    """Queue what nobody works on: a message was lost, a worker killed, or an outage is over."""
    for batch in StatementBatch.objects.stalled(timezone.now()):
        enqueue(TASK, batch.pk)


def delete_statement_batches(rows: QuerySet[StatementBatch]) -> None:
    """Delete batches with their files; the statements stay, and can be asked for again."""
    for row in rows:
        if row.file:
            default_storage.delete(str(row.file))
        row.delete()


def take_person_out(person: Person) -> None:
    """Delete the files in which the person stands, and their lines."""
    lines = StatementLine.objects.filter(person=person)
    delete_statement_batches(StatementBatch.objects.filter(pk__in=lines.values("batch")))
