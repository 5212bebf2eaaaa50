"""Whoever gets or loses a role is told in their language by whom, until when and why."""

import datetime as dt

import pytest
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from people.messaging import render_message
from people.models import Message
from people.roles.telling import enter_role_act, tell_holder
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = dt.timedelta(days=1)


@pytest.fixture
def boss():
    return PersonFactory(name_my="လှလှ", name_en="Hla Hla")


def words_of(message, language):
    with translation.override(language):
        return " ".join(render_message(message).paragraphs)


def test_the_role_the_person_and_the_last_day_are_said_in_either_language(tree, boss):
    end = timezone.localdate() + 3 * DAY
    role = RoleFactory(agency=tree["GAD"], kind="viewer", valid_to=end)
    tell_holder("people/role_given", role, by=boss, reason="Order 7")
    [message] = Message.objects.all()
    for language, words in (("en", ["HR viewer", "Daw Hla Hla"]), ("my", ["လှလှ", "ကြည့်ရှုသူ"])):
        told = words_of(message, language)
        assert all(word in told for word in [*words, "Order 7"]), told


def test_a_role_that_never_held_is_told_without_a_last_day(tree, boss):
    today = timezone.localdate()
    void = RoleFactory(agency=tree["GAD"], valid_from=today, valid_to=today)
    tell_holder("people/role_ended", void, by=boss, reason="")
    assert "last day" not in words_of(Message.objects.get(), "en")


def test_each_act_is_told_although_the_role_is_the_same(tree, boss, monkeypatch):
    role, now = RoleFactory(agency=tree["GAD"]), timezone.now()
    for second in range(2):
        at = now + dt.timedelta(seconds=second)
        monkeypatch.setattr("people.roles.telling.timezone.now", lambda at=at: at)
        tell_holder("people/role_ended", role, by=boss, reason="")
    assert Message.objects.count() == 2


def test_the_history_keeps_for_whom_a_deputy_acts(tree, boss):
    lent = RoleFactory(agency=tree["GAD"], acting_for=boss, valid_to=timezone.localdate() + DAY)
    enter_role_act("role.lend", lent, by=boss, reason="Leave")
    entry = ModelLogEntry.objects.get(action="role.lend")
    assert (entry.object_id, entry.user) == (str(lent.person_id), boss)
    assert "Hla Hla" in str(entry.data["lender"]) or "လှလှ" in str(entry.data["lender"])
    assert (entry.data["kind"], entry.data["reason"]) == ("hr", "Leave")
