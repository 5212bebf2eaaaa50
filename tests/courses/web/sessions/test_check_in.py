"""Who scans the code says that they are there, on their own phone or on a shared one."""

import re

import pytest
from django.utils import timezone

from courses.models import Attendance
from courses.sessions import join_session
from courses.sessions.codes import make_code, make_pass
from tests.courses.addresses import address
from tests.courses.session_factories import make_official, make_session, soon

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def part():
    """A part that begins in a quarter of an hour."""
    return make_session(parts=[soon(days=0.01)], capacity=10).parts.get()


@pytest.fixture
def person(part):
    person = make_official()
    join_session(part.session, person)
    return person


def confirm(client, part, **given):
    return client.post(address("check_in"), {"pass": make_pass(part.pk), **given})


def name_of(person):
    return {"number": person.staff_number, "name": person.name_en}


def test_who_is_signed_in_confirms_with_one_button(client, part, person):
    client.force_login(person)
    page = client.get(address("check_in_code", make_code(part.pk)))
    assert "I am here: Daw Khin Myo Thandar" in page.text
    assert not Attendance.objects.exists()
    given = re.search(r'name="pass" value="([^"]+)"', page.text)[1]
    answer = client.post(address("check_in"), {"pass": given, "own": "1"})
    assert "Recorded: Daw Khin Myo Thandar" in answer.text
    record = Attendance.objects.get()
    assert (record.state, record.way, record.recorded_by) == ("present", "code", person)


def test_on_a_shared_phone_one_after_the_other_is_recorded_by_number_and_name(client, part):
    people = [make_official() for _ in range(2)]
    for one in people:
        join_session(part.session, one)
        assert "Recorded" in confirm(client, part, **name_of(one)).text
        assert "Recorded" in confirm(client, part, **name_of(one)).text
    assert {one.way for one in Attendance.objects.all()} == {"name"}
    assert Attendance.objects.count() == 2


def test_a_wrong_name_an_unknown_number_and_no_seat_are_told_alike(client, part, person):
    stranger = make_official()
    told = set()
    for given in (
        {**name_of(person), "name": "Hla Hla"},
        {"number": "S-0", "name": person.name_en},
        name_of(stranger),
    ):
        answer = confirm(client, part, **given)
        assert answer.status_code == 422
        assert "Nobody with a seat in this session has this number" in answer.text
        # The whole page but for what was typed.
        told.add(re.sub(r'(value|nonce|href)="[^"]*"', "", answer.text))
    assert len(told) == 1
    assert not Attendance.objects.exists()


def test_who_tries_many_names_at_one_number_is_stopped(client, part, person):
    for _ in range(12):
        confirm(client, part, number=person.staff_number, name="Hla Hla")
    assert confirm(client, part, **name_of(person)).status_code == 422


def test_no_other_spelling_or_name_of_a_person_gives_more_tries(client, part, person):
    full_width = str.maketrans("0123456789", "０１２３４５６７８９")
    number = person.staff_number
    for typed in (number, number.translate(full_width), person.username) * 4:
        confirm(client, part, number=typed, name="Hla Hla")
    assert confirm(client, part, **name_of(person)).status_code == 422
    assert not Attendance.objects.exists()


def test_a_dead_code_says_what_to_do(client, part, monkeypatch):
    code = make_code(part.pk)
    now = timezone.now().timestamp() + 61
    monkeypatch.setattr("django.core.signing.time.time", lambda: now)
    answer = client.get(address("check_in_code", code))
    assert answer.status_code == 410
    assert "Scan the one that the screen shows now." in answer.text


def test_a_post_without_a_pass_records_nobody(client, part, person):
    client.force_login(person)
    assert client.post(address("check_in"), {"own": "1"}).status_code == 410
    assert not Attendance.objects.exists()


def test_who_has_no_seat_is_told_to_ask_the_trainer(client, part):
    client.force_login(make_official())
    assert "You have no seat in this session." in confirm(client, part, own="1").text


def test_a_scan_costs_few_queries(client, part, person, django_assert_max_num_queries):
    """A hall of three hundred scans within a minute."""
    given = {"pass": make_pass(part.pk), **name_of(person)}
    with django_assert_max_num_queries(3):
        client.get(address("check_in_code", make_code(part.pk)))
    with django_assert_max_num_queries(14):
        client.post(address("check_in"), given)
    assert Attendance.objects.exists()
