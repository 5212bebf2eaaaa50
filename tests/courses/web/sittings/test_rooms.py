"""Invigilators plan, open, look, act and print; nothing of anybody's health is on the door."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from courses.models import Accommodation, Attempt, Sitting
from courses.sittings.codes import make_code
from people.models import Look, Role
from people.text.formatting import number
from tests.courses.addresses import address
from tests.courses.session_factories import make_official, make_runner, make_session, soon
from tests.courses.sittings.factories import enter, make_open_sitting, make_supervised_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def sitting():
    return make_open_sitting(seats=3, at=timezone.now())


@pytest.fixture
def invigilator(client, sitting):
    client.force_login(sitting.made_by)
    return client


def test_a_test_of_a_class_session_is_planned_and_opened(client):
    quiz = make_supervised_quiz()
    by = make_runner(quiz.course.agency)
    client.force_login(by)
    session = make_session(
        quiz.course.agency, by=by, course=quiz.course, parts=[soon()], at=timezone.now()
    )
    assert "Plan a supervised test" in client.get(address("office_session", session.pk)).text
    form = address("add_sitting") + f"?session={session.pk}"
    assert client.get(form).status_code == 200
    day = timezone.localdate() + dt.timedelta(days=3)
    given = {"quiz": quiz.pk, "day": day.isoformat(), "clock": "၁၃:၃၀", "entry_minutes": "၂၀"}
    room = client.post(form, given).url
    sitting = Sitting.objects.get()
    assert (sitting.session, sitting.entry_minutes) == (session, 20)
    assert timezone.localtime(sitting.planned_at).time() == dt.time(13, 30)
    person = make_official(quiz.course.agency)
    act = address("act_on_sitting", sitting.pk)
    numbers = f"{person.staff_number}\nnobody"
    answer = client.post(act, {"act": "seat", "numbers": numbers}, follow=True)
    assert "nobody – nobody of your offices" in answer.text
    early = client.post(act, {"act": "start"}, follow=True).text
    assert "Change its time first if it is held today." in early
    today = given | {"day": timezone.localdate().isoformat(), "clock": "23:59"}
    client.post(address("edit_sitting", sitting.pk), today)
    assert "The test is open." in client.post(act, {"act": "start"}, follow=True).text
    assert person.name_in("en") in client.get(room).text


def test_the_room_is_read_with_the_same_queries_however_full(
    invigilator, sitting, django_assert_max_num_queries
):
    for seat in sitting.seats.all():
        enter(seat, at=timezone.now())
    with django_assert_max_num_queries(16):
        page = invigilator.get(address("office_sitting", sitting.pk))
    assert page.text.count("At work") == 3
    with django_assert_max_num_queries(14):
        rows = invigilator.get(address("office_sitting", sitting.pk) + "?rows=1")
    assert "<h1" not in rows.text
    assert Look.objects.filter(viewer=sitting.made_by).count() == 3


def test_the_screen_shows_the_code_while_the_test_is_open(invigilator, sitting):
    code = make_code(sitting, at=timezone.now())
    assert code in invigilator.get(address("sitting_code", sitting.pk)).text
    invigilator.post(address("act_on_sitting", sitting.pk), {"act": "close"})
    assert code not in invigilator.get(address("sitting_code", sitting.pk)).text


def test_needs_are_shown_in_the_room_without_the_reason_and_never_on_the_list(
    invigilator, sitting
):
    seat = sitting.seats.first()
    Accommodation.objects.create(
        person=seat.person,
        time_percent=150,
        other="Larger print",
        reason="Clinic letter",
        valid_from=timezone.localdate(),
        given_by=sitting.made_by,
        given_at=timezone.now(),
    )
    room = invigilator.get(address("office_sitting", sitting.pk)).text
    assert "150% of the time" in room
    assert "Larger print" in room
    assert "Clinic" not in room
    door = invigilator.get(address("sitting_list", sitting.pk)).text
    assert seat.person.name_in("en") in door
    assert "Larger print" not in door
    assert "150%" not in door


def test_more_time_for_the_room_is_given_once_for_two_clicks(invigilator, sitting):
    paper = enter(sitting.seats.first(), at=timezone.now())
    act = address("act_on_sitting", sitting.pk)
    given = {"act": "lengthen", "minutes": number(15), "reason": "Power cut", "seen": "0"}
    invigilator.post(act, given)
    answer = invigilator.post(act, given, follow=True)
    assert "Something changed meanwhile." in answer.text
    before, paper = paper.closes_at, Attempt.objects.get()
    assert paper.closes_at == before + dt.timedelta(minutes=15)


def test_a_seat_is_let_in_lengthened_voided_and_taken_back(invigilator, sitting):
    seat = sitting.seats.first()
    paper, page = enter(seat, at=timezone.now()), address("sitting_seat", sitting.pk, seat.pk)
    assert "Void the attempt" in invigilator.get(page).text
    invigilator.post(page, {"act": "let_in"})
    seat.refresh_from_db()
    assert seat.device == ""
    seen = paper.closes_at.isoformat()
    invigilator.post(page, {"act": "lengthen", "minutes": "5", "reason": "Ill", "seen": seen})
    assert Attempt.objects.get().closes_at == paper.closes_at + dt.timedelta(minutes=5)
    forged = {"act": "lengthen", "minutes": "5", "reason": "Ill", "seen": "2026-02-30T10:00"}
    assert invigilator.post(page, forged).status_code == 302
    refused = invigilator.post(page, {"act": "void", "paper": paper.pk, "reason": " "})
    assert refused.status_code == 422
    invigilator.post(page, {"act": "void", "paper": paper.pk, "reason": "Copied", "again": "on"})
    assert "Copied" in invigilator.get(page).text
    invigilator.post(page, {"act": "restore"})
    assert not hasattr(Attempt.objects.get(), "void")
    assert invigilator.post(page, {"act": "burn"}).status_code == 403


def test_a_free_seat_is_taken_away(invigilator, sitting):
    seat = sitting.seats.last()
    invigilator.post(address("sitting_seat", sitting.pk, seat.pk), {"act": "remove"})
    assert sitting.seats.standing().count() == 2


def test_a_room_of_others_is_found_by_nobody(client, sitting):
    client.force_login(make_runner(make_supervised_quiz().course.agency, Role.Kind.HR))
    assert client.get(address("office_sitting", sitting.pk)).status_code == 404
    assert client.post(address("act_on_sitting", sitting.pk), {"act": "close"}).status_code == 404
    client.force_login(sitting.seats.first().person)
    assert client.get(address("office_sitting", sitting.pk)).status_code == 403


def test_each_field_of_a_seat_has_a_name_of_its_own(invigilator, sitting):
    seat = sitting.seats.first()
    enter(seat, at=timezone.now())
    page = invigilator.get(address("sitting_seat", sitting.pk, seat.pk)).text
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))


def test_more_numbers_than_are_read_at_once_are_refused(invigilator, sitting):
    act = address("act_on_sitting", sitting.pk)
    numbers = "\n".join(str(one) for one in range(201))
    answer = invigilator.post(act, {"act": "seat", "numbers": numbers}, follow=True)
    assert "at most 200 staff numbers" in answer.text


def test_only_new_seats_are_counted(invigilator, sitting):
    person, seated = make_official(sitting.agency), sitting.seats.first().person
    numbers = f"{person.staff_number}\n{number(person.staff_number)}\n{seated.staff_number}"
    act = address("act_on_sitting", sitting.pk)
    answer = invigilator.post(act, {"act": "seat", "numbers": numbers}, follow=True)
    assert "Seats given: 1." in answer.text
    assert "had a seat already: 1." in answer.text
