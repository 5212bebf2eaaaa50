"""Who has a phone and no mailbox is reminded by a short text, where their office wants it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.accounts.sending.text_reminders import (
    LONGEST_TEXT,
    TEXTS_KIND,
    allow_texts,
    queue_text,
    render_text,
    send_text_of,
)
from people.messaging import notify_person
from people.models import Agency, Role
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

NOW = timezone.make_aware(dt.datetime(2026, 9, 23, 10))
PHONE = "09250001234"
DUTY = {"titles": {"my": "သင်တန်း"}, "due": "2026-09-29", "late": 0}


@pytest.fixture
def folder(settings, tmp_path):
    """What the gateway of the demo was given."""
    settings.SMS_URL = f"file://{tmp_path}"
    return tmp_path


@pytest.fixture
def person(folder):
    ministry = AgencyFactory(has_text_reminders=True)
    person = PersonFactory(email="", phone=PHONE, confirmed_phone=PHONE, language="my")
    PostingFactory(person=person, agency=AgencyFactory(parent=ministry))
    return person


def tell(person, *, at=NOW, duties=(DUTY,)):
    facts = {"duties": list(duties), "more": 0, "address": ""}
    subject = at.date().isoformat()
    return notify_person(person, "courses/duties", subject=subject, facts=facts, at=at)


def test_the_text_names_how_many_and_until_when_in_one_part(person, folder):
    message = tell(person)
    assert queue_text(message, at=NOW)
    send_text_of(message)
    (sent,) = folder.iterdir()
    number, text = sent.read_text(encoding="utf-8").strip().split("\n\n")
    assert number == "+959250001234"
    assert "၁ ခု" in text
    assert "၂၉ ရက်" in text


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.parametrize("late", [0, 8])
@pytest.mark.parametrize("language", ["my", "en"])
def test_no_text_is_cut_or_longer_than_one_part(person, count, late, language):
    person.language = language
    message = tell(person, duties=[DUTY | {"late": late}] * count)
    message.person.language = language
    text = render_text(message)
    assert not text.endswith("…")
    assert len(text) <= LONGEST_TEXT


@pytest.mark.parametrize(
    "change",
    [
        {"email": "somebody@office.example"},
        {"confirmed_phone": ""},
        {"phone": "+6591234567", "confirmed_phone": "+6591234567"},
        {"unwanted_letters": [TEXTS_KIND]},
        {"is_active": False},
    ],
)
def test_nobody_is_texted_who_has_a_mailbox_or_did_not_confirm_or_refused(person, change):
    for name, value in change.items():
        setattr(person, name, value)
    person.save()
    assert not queue_text(tell(person), at=NOW)


def test_no_text_leaves_unless_an_office_above_allows_it(person):
    Agency.objects.update(has_text_reminders=False)
    assert not queue_text(tell(person), at=NOW)


def test_one_text_a_week_leaves(person):
    week = dt.timedelta(days=7)
    assert queue_text(tell(person), at=NOW)
    assert not queue_text(tell(person), at=NOW)
    soon, later = NOW + week - dt.timedelta(hours=1), NOW + week
    assert not queue_text(tell(person, at=soon), at=soon)
    assert queue_text(tell(person, at=later + dt.timedelta(days=1)), at=later)


def test_no_text_leaves_at_night(person):
    night = NOW + dt.timedelta(hours=12)
    assert not queue_text(tell(person, at=night), at=night)


def test_a_day_has_a_limit_for_all_together(person, settings, caplog):
    settings.TEXT_REMINDERS_A_DAY = 1
    another = PersonFactory(email="", phone="09250001235", confirmed_phone="09250001235")
    PostingFactory(person=another, agency=person.postings.get().agency)
    assert queue_text(tell(person), at=NOW)
    assert not queue_text(tell(another), at=NOW)
    assert "TEXT_REMINDERS_A_DAY" in caplog.text
    tomorrow = NOW + dt.timedelta(days=1)
    assert queue_text(tell(another, at=tomorrow), at=tomorrow)


def test_a_phone_that_is_gone_meanwhile_is_not_texted(person, folder):
    message = tell(person)
    queue_text(message, at=NOW)
    person.confirmed_phone = ""
    person.save()
    message.refresh_from_db()
    send_text_of(message)
    assert not list(folder.iterdir())


def test_hr_managers_of_the_unit_alone_allow_them(person, client):
    agency = AgencyFactory()
    other, manager = (RoleFactory(kind=Role.Kind.HR).person for _ in range(2))
    RoleFactory(kind=Role.Kind.HR, agency=agency, person=manager)
    with pytest.raises(PermissionDenied):
        allow_texts(agency, True, by=other)
    client.force_login(manager)
    page = f"/en/office/texts/?unit={agency.code}"
    client.post(page, {"act": "allow"})
    assert Agency.objects.get(pk=agency.pk).has_text_reminders
    assert "Send no texts any more" in client.get(page).content.decode()
    client.post(page, {"act": "forbid"})
    assert not Agency.objects.get(pk=agency.pk).has_text_reminders
    assert "none above it does" in client.get(page).content.decode()
    below = AgencyFactory(parent=agency)
    client.post(page, {"act": "allow"})
    told = client.get(f"/en/office/texts/?unit={below.code}").content.decode()
    assert f"{agency.names['en']} sends them" in told
