"""Whoever can be reminded is, once a week, by a message without a secret."""

import datetime as dt

import pytest
from django.utils import timezone

from people.bulk.kinds import find_kind
from people.messaging import render_message
from people.models import Message, Person
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


@pytest.fixture
def official(tree):
    person = PersonFactory(email="khin@moha.example")
    PostingFactory(person=person, agency=tree["GAD"])
    Person.objects.filter(pk=person.pk).update(password="!")
    return Person.objects.get(pk=person.pk)


def remind(person, by):
    return find_kind("remind").apply(person, by, {})


def test_a_reminder_says_who_asks_and_where(hr, official, english, settings):
    assert remind(official, hr) == ""
    words = render_message(Message.objects.get())
    assert f"{settings.SITE_URL}/accounts/login/" in words.paragraphs[0]
    assert hr.get_full_name() in words.paragraphs[0]
    assert "not chosen a password" in words.paragraphs[1]


def test_who_needs_none_is_left_out_with_the_reason(hr, official, tree):
    remind(official, hr)
    late = PersonFactory(email="a@moha.example", last_login=timezone.now() - dt.timedelta(days=2))
    silent, stranger = PersonFactory(), PersonFactory(email="b@moe.example")
    for person, unit in ((late, "GAD"), (silent, "GAD"), (stranger, "MOE")):
        PostingFactory(person=person, agency=tree[unit])
    people = (official, late, silent, stranger, PersonFactory(email="c@x.example"))
    reasons = [remind(person, hr) for person in people]
    assert reasons == ["reminded", "signed_in", "no_email", "not_yours", "not_yours"]
    assert Message.objects.count() == 1


def test_a_week_later_they_are_reminded_again(hr, official):
    remind(official, hr)
    past = timezone.now() - dt.timedelta(days=8)
    Message.objects.update(created_at=past, subject=past.date().isoformat())
    assert remind(Person.objects.get(pk=official.pk), hr) == ""
    assert Message.objects.count() == 2
