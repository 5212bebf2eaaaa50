"""Tasks are sent after the commit, and a dead broker stops nobody."""

import signal
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from celery import current_app
from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone

from people import queue
from people.models import DataRequest, Person
from tests.faults.figures import fork
from tests.flows.working import wait_for
from tests.people.factories import PersonFactory
from tests.services import redis_process


@pytest.fixture
def sent(monkeypatch):
    tasks = []
    monkeypatch.setattr(
        current_app, "send_task", lambda task, args, **more: tasks.append((task, args))
    )
    return tasks


def test_a_task_is_sent_with_the_key_of_its_row(sent):
    queue.enqueue("people.tasks.send", 7)
    assert sent == [("people.tasks.send", [7])]


def test_what_tests_send_lies_in_no_folder_of_a_developer():
    queue.enqueue("people.tasks.send", 7)
    folder = Path(current_app.conf.broker_transport_options["data_folder_out"])
    assert not folder.is_relative_to(settings.BASE_DIR)
    assert list(folder.glob("*.celery.msg"))


def test_a_broker_that_does_not_answer_is_logged(monkeypatch, caplog):
    def refuse(*args, **more):
        raise OSError("no broker")

    monkeypatch.setattr(current_app, "send_task", refuse)
    queue.enqueue("people.tasks.send", 7)
    assert "The broker did not take people.tasks.send" in caplog.text


def test_a_broker_that_has_just_failed_is_not_asked_again(monkeypatch):
    asked = []

    def refuse(*args, **more):
        asked.append(args)
        raise OSError("no broker")

    monkeypatch.setattr(current_app, "send_task", refuse)
    for key in range(3):
        queue.enqueue("people.tasks.send", key)
    assert len(asked) == 1


@pytest.mark.services
@pytest.mark.parametrize("is_known", [True, False])
def test_a_broker_that_hangs_costs_two_seconds_for_all_that_is_sent(
    monkeypatch, tmp_path, is_known
):
    with redis_process(tmp_path) as redis:
        monkeypatch.setenv("CELERY_BROKER_URL", redis.url)
        if is_known:
            queue.enqueue("people.tasks.send", 1)
        redis.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        for key in range(20):
            queue.enqueue("people.tasks.send", key)
        assert time.monotonic() - began < 2


@pytest.mark.django_db
def test_a_task_is_sent_only_when_its_row_is_committed(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue.enqueue_on_commit("people.tasks.send", 7)
        assert sent == []
        with transaction.atomic():
            queue.enqueue_on_commit("people.tasks.send", 8)
            transaction.set_rollback(True)
    assert sent == [("people.tasks.send", [7])]


def test_nothing_is_sent_while_paused_and_again_afterwards(sent):
    with queue.paused():
        queue.enqueue("people.tasks.send", 7)
    queue.enqueue("people.tasks.send", 8)
    assert sent == [("people.tasks.send", [8])]


def test_a_row_that_fails_is_named_and_the_rest_is_done(caplog):
    rows = [Person(pk=1, name_en="Aung"), Person(pk=2, name_en="Secret"), Person(pk=3)]
    swept = queue.sweep_rows(rows, lambda person: 6 // (person.pk - 2))
    assert (swept.results, swept.failed) == ([-6, 6], 1)
    assert "people.Person 2; the others go on" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "Secret" not in caplog.text


def test_another_server_that_is_away_is_no_error(caplog):
    def refuse(row):
        raise ConnectionRefusedError("no server")

    assert queue.sweep_rows([7], refuse, outages=(OSError,)).failed == 1
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_of_a_piece_that_fails_each_is_tried_alone():
    tried = []

    def count(keys):
        tried.append(list(keys))
        return sum(1 // (key - 3) + 1 for key in keys)

    swept = queue.sweep_pieces([1, 2, 3, 4, 5], count, size=2)
    assert tried == [[1, 2], [3, 4], [3], [4], [5]]
    assert swept.failed == 1
    assert len(swept.results) == 3


def test_no_row_is_blamed_for_a_database_that_is_away(monkeypatch):
    tried = []

    def fail(row):
        tried.append(row)
        raise OperationalError

    # The database answers: it is the row, which a lock or a limit of time ends.
    monkeypatch.setattr(queue, "connection", SimpleNamespace(is_usable=lambda: True))
    assert queue.sweep_rows([1, 2], fail).failed == 2
    monkeypatch.setattr(queue, "connection", SimpleNamespace(is_usable=lambda: False))
    for sweep in (queue.sweep_rows, partial(queue.sweep_pieces, size=1)):
        tried.clear()
        with pytest.raises(OperationalError):
            sweep([1, 2], fail)
        assert len(tried) == 1


def hold_on() -> None:
    with queue.keep_claim(DataRequest.objects.all()):
        time.sleep(600)


def read_claim():
    return DataRequest.objects.get().claimed_until


def ask_for_copy() -> DataRequest:
    return DataRequest.objects.create(person=PersonFactory(), asked_at=timezone.now())


@pytest.mark.slow
def test_the_claim_of_a_worker_is_renewed_until_it_is_killed(committed_db, monkeypatch):
    monkeypatch.setattr(queue, "_CLAIM_RENEWED_EVERY", 0.05)
    ask_for_copy()
    worker = fork(hold_on)
    first = wait_for(read_claim)
    wait_for(lambda: read_claim() > first)
    worker.kill()
    worker.join()
    left = read_claim()
    assert not DataRequest.objects.claimable(timezone.now()).exists()
    assert left <= timezone.now() + queue.CLAIM_DURATION


def test_what_fails_by_itself_waits_longer_than_what_a_killed_worker_had(db):
    row = ask_for_copy()
    with pytest.raises(OSError, match="full"), queue.keep_claim(DataRequest.objects.all()):
        raise OSError("full")
    row.refresh_from_db()
    assert row.claimed_until > timezone.now() + queue.CLAIM_DURATION
