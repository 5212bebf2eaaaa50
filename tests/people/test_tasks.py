"""The tasks of people send messages, and may run twice."""

import pytest
from django.core import mail

from people import tasks
from people.messaging import notify_person
from people.models import Message
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
FACTS = {"titles": {"en": "Bits"}, "address": "https://learn.example.gov.mm/verify/X/"}


@pytest.fixture
def message():
    person = PersonFactory(email="khin@example.gov.mm")
    return notify_person(person, "certification/ready", subject="x", facts=FACTS)


def test_a_message_is_sent_once_however_often_its_task_runs(message):
    tasks.send(message.pk)
    tasks.send(message.pk)
    tasks.send_messages()
    assert len(mail.outbox) == 1


def test_the_sweep_sends_what_lost_its_task(message):
    tasks.send_messages()
    assert len(mail.outbox) == 1


def test_a_message_that_is_gone_fails_its_task():
    with pytest.raises(Message.DoesNotExist):
        tasks.send(0)
