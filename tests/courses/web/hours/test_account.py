"""One's own hours: read by year, stated, taken back, printed."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import OwnStudy
from tests.courses.addresses import address
from tests.people.factories import PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def person(client):
    person = PostingFactory(valid_from=dt.date(2020, 1, 1)).person
    client.force_login(person)
    return person


def send(client, **changes):
    fields = {"subject": "Budgets", "kind": "own", "day": timezone.localdate().isoformat()}
    fields |= {"hours": "၁", "minutes": "30", "note": ""}
    return client.post(address("hours"), fields | changes)


def test_hours_are_stated_and_taken_back_and_wait_meanwhile(client, person):
    assert send(client).url == address("hours")
    study = OwnStudy.objects.get()
    assert (study.person, study.minutes, study.state) == (person, 90, "waiting")
    assert "Budgets" in client.get(address("hours")).content.decode()
    client.post(address("hours"), {"withdraw": study.pk})
    study.refresh_from_db()
    assert study.state == "withdrawn"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"hours": "0", "minutes": "0"}, "Say how long it took."),
        ({"day": "2999-01-01"}, "This day is still to come."),
        ({"day": "2016-01-01"}, "This is too long ago"),
        ({"subject": "​"}, "Say what you learnt."),
        ({"hours": "13"}, "12"),
        ({"kind": "online"}, "online"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(client, person, changes, told):
    answer = send(client, **changes)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not OwnStudy.objects.exists()


def test_who_left_is_told_that_nobody_decides_and_states_nothing(client, person):
    person.postings.update(valid_to=timezone.localdate())
    for answer in (client.get(address("hours")), send(client)):
        assert "nobody can decide on your hours" in answer.text
        assert "State these hours" not in answer.text
    assert not OwnStudy.objects.exists()


def test_minutes_are_offered_in_the_digits_of_the_reader(client, person):
    assert '<option value="45">၄၅</option>' in client.get("/my/learn/hours/").content.decode()


def test_years_are_walked_and_none_is_to_come(client, person):
    year = timezone.localdate().year
    text = client.get(address("hours"), {"year": year - 1}).content.decode()
    assert f"year={year}" in text
    assert f"year={year + 1}" not in client.get(address("hours")).content.decode()
    assert client.get(address("hours"), {"year": "9" * 30}).status_code == 200


def test_a_statement_names_person_place_and_days(client, person):
    text = client.get(address("hours_statement"), {"year": 2025}).content.decode()
    assert str(person) in text
    assert person.postings.get().agency.name in text
    assert "1 January 2025 to 31 December 2025" in " ".join(text.split())


def test_study_of_somebody_else_is_not_taken_back(client, person):
    study = OwnStudy.objects.create(
        person=PostingFactory().person,
        kind="own",
        day=timezone.localdate(),
        minutes=60,
        subject="Theirs",
        asked_at=timezone.now(),
    )
    assert client.post(address("hours"), {"withdraw": study.pk}).status_code == 404


def test_managers_are_not_flooded_with_letters(client, person, settings):
    settings.RATES = settings.RATES | {"ask-office": "2/h/person"}
    assert [send(client).status_code for _ in range(3)] == [302, 302, 429]
    assert client.get(address("hours")).status_code == 200
