"""An act on many people is done once for each, in pieces, and tells who was left out and why."""

import datetime as dt

import pytest
from django.utils import timezone

from people.bulk import ActKind, kinds, running
from people.bulk.running import ask_act, confirm_act, find_old_acts, resume_acts, run_act
from people.models import BulkAct, Person
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


class Crash(Exception):
    pass


@pytest.fixture
def acted(monkeypatch):
    """Whom the only kind of act was done to; its small pieces show what a crash leaves."""
    people: list[Person] = []

    def apply(person, by, options):
        if person.name_en == options.get("crash"):
            raise Crash
        if person.name_en == "Refused":
            return "why"
        people.append(person)
        return ""

    kind = ActKind("try", 1, "Try", "Tries.", lambda viewer: True, apply, reasons={"why": "So"})
    monkeypatch.setattr(kinds, "_kinds", {"try": kind})
    monkeypatch.setattr(running, "_PIECE_SIZE", 2)
    return people


def ask(*names):
    people = [PersonFactory(name_en=name, name_my="", password="!") for name in names]
    pks = [person.pk for person in people]
    return ask_act(kinds.find_kind("try"), by=PersonFactory(), people=pks)


def test_nothing_is_done_before_it_is_confirmed(acted):
    act = ask("A", "B")
    run_act(act.pk)
    resume_acts()
    assert not acted


def test_each_is_done_or_left_out_with_the_reason(acted):
    act = ask("A", "Refused", "B")
    confirm_act(act, {})
    confirm_act(act, {})
    act.refresh_from_db()
    assert [person.name_en for person in acted] == ["A", "B"]
    assert act.done == [person.pk for person in acted]
    assert [reason for _pk, reason in act.left_out] == ["why"]
    assert act.finished_at
    assert kinds.find_kind("try").explain("why") == "So"


def test_after_a_crash_it_goes_on_where_it_was(acted):
    act = ask("A", "B", "C")
    with pytest.raises(Crash):
        confirm_act(act, {"crash": "C"})
    act.refresh_from_db()
    assert (len(act.done), len(act.waiting), act.finished_at) == (2, 1, None)
    BulkAct.objects.update(options={})
    resume_acts()
    act.refresh_from_db()
    assert [person.name_en for person in acted] == ["A", "B", "C"]
    assert act.finished_at


def test_many_are_left_to_the_worker(acted, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(running, "_MOST_AT_ONCE", 1)
    sent = []
    monkeypatch.setattr(running, "enqueue_on_commit", lambda *task: sent.append(task))
    act = ask("A", "B")
    confirm_act(act, {})
    assert not acted
    assert sent == [("people.tasks.run_bulk_act", act.pk)]


def test_what_was_never_confirmed_and_what_is_long_over_is_found(acted):
    asked, done = ask("A"), ask("B")
    confirm_act(done, {})
    now = timezone.now()
    assert not find_old_acts(now - dt.timedelta(days=90)).exists()
    BulkAct.objects.update(asked_at=now - dt.timedelta(days=2))
    assert find_old_acts(now - dt.timedelta(days=90)).get().pk == asked.pk
    assert find_old_acts(now + dt.timedelta(days=1)).count() == 2
