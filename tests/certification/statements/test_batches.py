"""The statements of an office: one a person, one file, whoever works on them and however often."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from certification.models import StatementBatch, StatementLine, YearStatement
from certification.privacy.erasure import _erase_statements as erase_statements
from certification.privacy.retention import delete_statement_batches
from certification.sealing import OUTAGES
from certification.statements import ask_for_statements, batches, process_statements
from certification.statements.batches import NobodyToState, TooManyToState
from certification.sweeps import run_sweep
from courses.hours import LearningYear
from people.messaging import render_message
from people.models import Look, Message
from people.privacy.retention import report_retention
from tests.certification.statements.factories import YEAR, make_closed_year
from tests.courses.obligations.factories import make_member, make_office
from tests.people.factories import RoleFactory
from tests.people.sign_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
MANY = "/certificates/statements/many/"


@pytest.fixture
def closed():
    """A person with a closed year, their manager and their office."""
    person, manager = make_closed_year()
    return person, manager, person.year_statuses.get().agency


def ask(closed, by=None):
    return ask_for_statements(closed[2], YEAR, by=by or closed[1])


def read_zip(batch):
    batch.refresh_from_db()
    with batch.file.open() as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        index = archive.read("index.csv").decode("utf-8-sig")
        return archive.namelist(), list(csv.DictReader(io.StringIO(index)))


def test_one_file_has_the_statement_of_each_and_says_whose_it_is(closed):
    person, manager, office = closed
    other = make_member(office)
    batch = ask(closed)
    process_statements(batch)
    names, rows = read_zip(batch)
    assert {row["staff_number"] for row in rows} == {person.staff_number, other.staff_number}
    assert {row["file"] for row in rows} | {"index.csv"} == set(names)
    assert [row["state"] for row in rows if row["staff_number"] == person.staff_number] == [
        "fulfilled"
    ]
    assert YearStatement.objects.sealed().count() == 2
    (letter,) = Message.objects.filter(person=manager, kind="certification/statements_ready")
    assert f"{MANY}{batch.pk}/" in " ".join(render_message(letter).paragraphs)


def test_asked_again_it_is_the_same_batch_and_later_the_same_statements(closed):
    batch = ask(closed)
    assert ask(closed) == batch
    process_statements(batch)
    later = ask(closed)
    assert later != batch
    process_statements(later)
    assert YearStatement.objects.count() == 1


def test_the_database_takes_one_at_work(closed):
    batch = ask(closed)
    batch.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.save(force_insert=True)


def test_who_left_the_office_meanwhile_is_left_out(closed):
    batch = ask(closed)
    closed[0].postings.update(valid_to=timezone.localdate())
    process_statements(batch)
    assert batch.lines.left_out().count() == 1
    assert read_zip(batch) == (["index.csv"], [])


def test_nobody_states_their_own_nor_of_other_offices(closed):
    agency, manager = make_office()
    make_member(agency)
    with pytest.raises(NobodyToState):
        ask(closed, by=manager)
    member = make_member(closed[2])
    RoleFactory(person=member, agency=closed[2], kind="hr")
    batch = ask(closed, by=member)
    assert list(batch.lines.values_list("person", flat=True)) == [closed[0].pk]


def test_too_many_are_asked_for_by_unit(closed, monkeypatch):
    monkeypatch.setattr(batches, "MOST_STATED", 1)
    make_member(closed[2])
    with pytest.raises(TooManyToState):
        ask(closed)
    assert not StatementBatch.objects.exists()


def test_after_an_outage_the_sweep_goes_on(closed, monkeypatch):
    batch, seal = ask(closed), batches.seal_statement

    def fail(_statement):
        raise OUTAGES[0]("away")

    monkeypatch.setattr(batches, "seal_statement", fail)
    process_statements(batch)
    line = StatementLine.objects.get()
    assert (line.tries, line.done_at, line.claimed_until) == (0, None, None)
    monkeypatch.setattr(batches, "seal_statement", seal)
    asked = []
    monkeypatch.setattr(batches, "enqueue", lambda *task: asked.append(task))
    run_sweep()
    assert asked == [(batches.TASK, batch.pk)]


def test_a_person_whose_data_is_wrong_holds_up_nobody(closed, monkeypatch):
    make_member(closed[2])
    batch, make = ask(closed), batches.make_statement

    def fail_for_one(person, year):
        if person == closed[0]:
            raise ValueError("wrong")
        return make(person, year)

    monkeypatch.setattr(batches, "make_statement", fail_for_one)
    process_statements(batch)
    assert (batch.lines.made().count(), batch.lines.failed().count()) == (1, 1)
    assert len(read_zip(batch)[1]) == 1


def test_a_worker_that_was_killed_is_followed(closed):
    batch = ask(closed)
    batches._claim_line(batch)
    process_statements(batch)
    batch.refresh_from_db()
    assert batch.finished_at is None, "another worker holds the line"
    StatementLine.objects.update(claimed_until=timezone.now())
    process_statements(batch)
    killed = batches._claim_file(batch)
    assert killed is None, "it is finished"
    assert len(read_zip(batch)[1]) == 1


def test_a_half_written_file_of_a_killed_worker_is_replaced(closed, monkeypatch):
    batch = ask(closed)
    monkeypatch.setattr(batches, "_tell_asker", lambda _row: None)
    monkeypatch.setattr(batches, "_finish_batch", lambda _batch: None)
    process_statements(batch)
    monkeypatch.undo()
    half = batches._claim_file(batch)
    assert batches._claim_file(batch) is None
    StatementBatch.objects.update(claimed_until=timezone.now())
    process_statements(batch)
    batch.refresh_from_db()
    assert batch.file.name != half.file.name
    assert batch.finished_at


def test_the_file_goes_after_some_days_and_with_an_erased_person(closed):
    batch = ask(closed)
    process_statements(batch)
    batch.refresh_from_db()
    name = batch.file.name
    (line,) = [
        one
        for one in report_retention(timezone.now() + dt.timedelta(days=20))
        if one.rule.key == "statement-batches"
    ]
    assert line.count == 1
    erase_statements(closed[0])
    assert not default_storage.exists(name)
    assert not StatementBatch.objects.exists()
    later = ask((make_member(closed[2]), *closed[1:]))
    process_statements(later)
    delete_statement_batches(StatementBatch.objects.all())
    assert YearStatement.objects.exists()


def test_it_is_asked_for_and_fetched_on_pages(client, closed):
    person, manager, office = closed
    sign_in(client, manager)
    page = client.get(f"/en/office/years/?unit={office.code}&year={YEAR.number}").text
    assert "Statements of everybody here" in page
    answer = client.post(MANY, {"unit": office.code, "year": YEAR.number})
    batch = StatementBatch.objects.get()
    assert answer.headers["Location"] == f"{MANY}{batch.pk}/"
    assert "http-equiv" in client.get(f"{MANY}{batch.pk}/?lang=en").text
    assert client.get(f"{MANY}{batch.pk}/file.zip").status_code == 404
    page = client.get(f"/en/office/years/?unit={office.code}&year={YEAR.number}").text
    assert f'href="{MANY}{batch.pk}/"' in page
    process_statements(batch)
    page = client.get(f"{MANY}{batch.pk}/?lang=en").text
    assert "1 sealed statement" in page
    file = client.get(f"{MANY}{batch.pk}/file.zip")
    assert file.headers["Content-Type"] == "application/zip"
    assert Look.objects.filter(person=person, viewer=manager).exists()


def test_nobody_else_fetches_it_nor_who_is_no_manager_any_more(client, closed):
    batch = ask(closed)
    process_statements(batch)
    second = RoleFactory(agency=closed[2], kind="hr").person
    sign_in(client, second)
    assert client.get(f"{MANY}{batch.pk}/").status_code == 404
    assert client.get(f"{MANY}{batch.pk}/file.zip").status_code == 404
    sign_in(client, closed[1])
    closed[1].roles.all().delete()
    assert client.get(f"{MANY}{batch.pk}/file.zip").status_code == 403


def test_years_to_come_and_other_units_are_refused(client, closed):
    sign_in(client, closed[1])
    other, _manager = make_office()
    to_come = LearningYear.current().number + 1
    assert client.post(MANY, {"unit": closed[2].code, "year": to_come}).status_code == 404
    assert client.post(MANY, {"unit": other.code, "year": YEAR.number}).status_code == 404
    assert client.post(MANY, {"unit": closed[2].code, "year": "x"}).status_code == 404
