"""What is over is told, and forgotten; what is not stays."""

import datetime as dt

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.utils import timezone

from people.models import Message
from people.privacy import retention
from people.privacy.retention import delete_rows, forget_old_data, report_retention
from people.renaming import ask_for_name, decide_about_name
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def messages(settings):
    """One read long ago, one read now, one never; one for so long that nobody will."""
    settings.RETENTION_DAYS |= {"messages": 10, "unread-messages": 20}
    person, now = PersonFactory(), timezone.now()
    old = now - dt.timedelta(days=11)
    common = {"person": person, "kind": "people/name_granted", "facts": {}}
    rows = [("old", old, old), ("new", old, now), ("unread", old, None)]
    rows += [("never", old - dt.timedelta(days=10), None)]
    for subject, created, read in rows:
        Message.objects.create(subject=subject, created_at=created, read_at=read, **common)


def count_over(key):
    return next(line.count for line in report_retention() if line.rule.key == key)


def test_a_dry_run_counts_and_deletes_nothing(messages, capsys):
    call_command("forget_old_data", "--dry-run")
    assert "10 days" in capsys.readouterr().out
    assert (count_over("messages"), count_over("unread-messages")) == (1, 1)
    assert Message.objects.count() == 4


def test_what_is_over_is_forgotten_and_nothing_else(messages):
    call_command("forget_old_data")
    assert {row.subject for row in Message.objects.all()} == {"new", "unread"}
    assert count_over("messages") == 0


def test_more_rows_than_a_transaction_holds_are_deleted(messages, monkeypatch):
    monkeypatch.setattr(retention, "_BATCH_SIZE", 2)
    delete_rows(Message.objects.all())
    assert not Message.objects.exists()


def test_a_rule_that_fails_does_not_stop_the_others(messages, monkeypatch):
    def fail(rows):
        raise OSError("storage away")

    rule = retention._rules["codes"]
    broken = retention.RetentionRule(rule.key, rule.title, rule.find, fail)
    monkeypatch.setitem(retention._rules, "codes", broken)
    forget_old_data()
    assert Message.objects.count() == 2


def test_failed_sign_ins_are_forgotten_with_their_addresses():
    for days in (1, 8):
        row = AccessAttempt.objects.create(username="x", failures_since_start=1)
        at = timezone.now() - dt.timedelta(days=days)
        AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=at)
    forget_old_data()
    assert AccessAttempt.objects.count() == 1


def test_a_request_for_a_name_that_waits_is_not_forgotten():
    person, manager = PersonFactory(), PersonFactory()
    decided = ask_for_name(person, name_my="", name_en="Khin")
    decide_about_name(decided, by=manager, is_granted=False, answer="x")
    ask_for_name(person, name_my="", name_en="Khin Khin")
    forget_old_data(timezone.now() + dt.timedelta(days=3000))
    assert person.name_requests.get().name_en == "Khin Khin"


def test_every_rule_has_its_days_but_that_of_sessions_which_end_by_themselves(settings):
    assert set(retention._rules) - set(settings.RETENTION_DAYS) == {"sessions"}
