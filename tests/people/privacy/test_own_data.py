"""A copy of one's own data, from asking for it to its end."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import DataRequest, Message
from people.privacy.own_data import (
    ask_for_data,
    get_end,
    write_own_data,
    write_waiting_data,
)
from people.privacy.retention import forget_old_data
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db):
    return PersonFactory(email="khin@example.org")


@pytest.fixture
def asked(person):
    return ask_for_data(person, language="en")


def test_the_worker_writes_the_copy_and_tells_the_person(asked):
    assert write_own_data(asked)
    asked.refresh_from_db()
    assert asked.percent == 100
    assert default_storage.exists(asked.file.name)
    assert Message.objects.get().kind == "people/own_data"


def test_who_asks_twice_waits_for_one_copy(person, asked):
    assert ask_for_data(person, language="my") == asked
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.create(person=person, language="my", asked_at=timezone.now())


def test_two_workers_write_one_copy(asked):
    DataRequest.objects.update(claimed_until=timezone.now() + dt.timedelta(minutes=5))
    assert not write_own_data(asked)
    DataRequest.objects.update(claimed_until=timezone.now())
    assert write_waiting_data() == 1
    assert write_waiting_data() == 0


def test_what_a_killed_worker_left_is_deleted(asked):
    left = default_storage.save("own-data/2026/left.zip", ContentFile(b"half"))
    DataRequest.objects.update(file=left, claimed_until=timezone.now())
    write_waiting_data()
    assert not default_storage.exists(left)


def test_a_copy_that_fails_is_tried_a_few_times_and_may_be_asked_again(person, asked, settings):
    settings.VAR_DIR = settings.VAR_DIR / "away"
    for _try in range(DataRequest.MOST_TRIES + 1):
        DataRequest.objects.update(claimed_until=None)
        assert write_waiting_data() == 0
    asked.refresh_from_db()
    assert asked.has_failed
    assert not ask_for_data(person, language="en").has_failed


def test_a_copy_is_deleted_after_its_days(asked, settings):
    settings.RETENTION_DAYS = settings.RETENTION_DAYS | {"own-data": 7}
    write_own_data(asked)
    asked.refresh_from_db()
    assert get_end(asked) - asked.done_at == dt.timedelta(days=7)
    forget_old_data(get_end(asked))
    assert default_storage.exists(asked.file.name)
    forget_old_data(get_end(asked) + dt.timedelta(seconds=1))
    assert not default_storage.exists(asked.file.name)
    assert not DataRequest.objects.exists()
