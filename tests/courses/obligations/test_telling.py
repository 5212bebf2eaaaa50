"""People hear by letter that their year is frozen, and what became of a correction."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from courses.assignments import reminders as letters
from courses.assignments.reminders import remind_people
from courses.hours.years import LearningYear
from courses.models import YearlyObligation, YearState, YearStatus
from courses.obligations import telling
from courses.obligations.closing import reopen_year
from courses.obligations.corrections import approve_correction, ask_correction, decline_correction
from people.messaging import render_message
from people.models import Message
from tests.courses.factories import make_course
from tests.courses.obligations.factories import (
    close_after,
    complete_at,
    make_member,
    make_obligation,
    make_office,
)
from tests.courses.obligations.test_reminders import noon
from tests.people.factories import RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def office():
    return make_office()


def told(kind="year_frozen"):
    rows = Message.objects.filter(kind=f"courses/{kind}").order_by("person")
    return {row.person: row.facts["state"]["en"] for row in rows}


def read(message):
    with translation.override("en"):
        return render_message(message)


def test_everybody_hears_once_what_was_frozen(office, monkeypatch):
    agency, _manager = office
    done, lacking, away = [make_member(agency) for _ in range(3)]
    course = make_course()
    complete_at(done, course, dt.date(2025, 3, 1))
    monkeypatch.setattr(telling, "_PIECE", 2)
    monkeypatch.setattr(letters, "_MOST_PEOPLE", 2)
    close_after(make_obligation(agency, course))
    assert told() == {}
    remind_people(at=noon())
    assert told() == {done: "Fulfilled", lacking: "Not fulfilled"}
    for _time in range(3):
        remind_people(at=noon())
    assert told() == {done: "Fulfilled", lacking: "Not fulfilled", away: "Not fulfilled"}
    assert YearlyObligation.objects.get().told_at
    text = read(Message.objects.get(person=done))
    assert "Your year 2025: Fulfilled" in text.subject
    assert "/learn/year/?year=2025" in " ".join(text.paragraphs)


def test_nobody_is_written_to_at_night(office, settings):
    settings.QUIET_HOURS = (20, 7)
    make_member(office[0])
    close_after(make_obligation(office[0]))
    remind_people(at=noon() + dt.timedelta(hours=10))
    assert told() == {}


def test_who_was_deactivated_hears_nothing(office):
    person = make_member(office[0])
    close_after(make_obligation(office[0]))
    person.is_active = False
    person.save()
    remind_people(at=noon())
    assert told() == {}


def test_of_a_year_that_was_opened_again_one_hears_again(office):
    agency, manager = office
    make_member(agency)
    today = timezone.localdate()
    yesterday = today - dt.timedelta(days=1)
    obligation = make_obligation(agency, year=LearningYear.current().number, cut_off_on=yesterday)
    close_after(obligation)
    remind_people(at=noon())
    reopen_year(obligation, cut_off_on=today, reason="Storm", by=manager)
    remind_people(at=noon())
    close_after(YearlyObligation.objects.get())
    remind_people(at=noon())
    assert Message.objects.filter(kind="courses/year_frozen").count() == 2


def test_the_person_and_who_asked_hear_of_a_correction(office):
    agency, manager = office
    person, second = make_member(agency), RoleFactory(agency=agency, kind="hr").person
    close_after(make_obligation(agency))
    status = YearStatus.objects.get()
    ask = {"state": YearState.FULFILLED, "reason": "Done on paper", "by": manager}
    decline_correction(ask_correction(status, **ask), by=second, answer="No list is there")
    assert told("year_corrected") == {}
    assert told("year_correction_decided") == {manager: "Fulfilled"}
    approve_correction(ask_correction(status, **ask), by=second)
    assert told("year_corrected") == {person: "Fulfilled"}
    declined, approved = Message.objects.filter(person=manager).order_by("pk")
    assert "was declined" in read(declined).subject
    assert "No list is there" in read(declined).paragraphs
    assert "counts" in read(approved).subject
