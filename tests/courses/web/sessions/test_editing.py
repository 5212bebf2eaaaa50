"""An office plans a session with its times, and changes it."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import ClassSession, Sitting
from courses.sessions import join_session
from courses.sittings import SittingPlan, plan_sitting
from people.models import Role
from tests.courses.addresses import address
from tests.courses.factories import make_course
from tests.courses.session_factories import make_official, make_runner, make_session, soon
from tests.courses.sittings.factories import make_supervised_quiz
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = timezone.localdate() + dt.timedelta(days=30)


@pytest.fixture
def runner(client):
    person = make_runner(AgencyFactory(), Role.Kind.HR)
    client.force_login(person)
    return person


def form(runner, *parts, initial=0, **changes):
    given = {
        "title_my": "ရုံးသုံး ကွန်ပျူတာ",
        "agency": runner.roles.get().agency_id,
        "kind": "classroom",
        "opens_to": "all",
        "capacity": "၂၀",
        "late_percent": "50",
        "part-TOTAL_FORMS": len(parts),
        "part-INITIAL_FORMS": initial,
    } | changes
    for number, one in enumerate(parts):
        for name, value in zip(("day", "begins", "ends"), one, strict=True):
            given[f"part-{number}-{name}"] = value
    return given


def test_a_session_is_planned_with_burmese_digits_and_over_midnight(client, runner):
    rows = ((DAY, "၀၉:၀၀", "12:00"), (DAY, "22:00", "01:30"), ("", "", ""))
    answer = client.post(address("plan_session"), form(runner, *rows))
    assert answer.status_code == 302
    session = ClassSession.objects.get()
    assert (session.is_draft, session.capacity) == (True, 20)
    assert [one.minutes for one in session.parts.all()] == [180, 210]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (((DAY, "09:00", "12:00"), (DAY, "11:00", "13:00")), "Two parts overlap."),
        (((DAY, "09:00", ""),), "Say the day, from when and until when"),
        (((DAY, "09:00", "08:00"),), "A part lasts at most twelve hours"),
        ((("9999-12-31", "23:00", "01:00"),), "A part lasts at most twelve hours"),
    ],
)
def test_times_that_cannot_be_are_said_and_nothing_is_kept(client, runner, rows, told):
    answer = client.post(address("plan_session"), form(runner, *rows))
    assert answer.status_code == 422
    assert told in answer.text
    assert not ClassSession.objects.exists()


def test_who_is_no_trainer_and_what_is_no_key_is_refused(client, runner):
    make_runner(runner.roles.get().agency)
    for forged in ("1" * 30, "x", str(make_official().pk)):
        given = form(runner, (DAY, "09:00", "10:00"), trainers=[forged])
        assert client.post(address("plan_session"), given).status_code == 422
    assert not ClassSession.objects.exists()


def test_the_form_of_a_session_shows_it_and_a_move_is_told(client, runner):
    session = make_session(runner.roles.get().agency, by=runner, parts=[soon()])
    join_session(session, make_official())
    page = address("edit_session", session.pk)
    begins = timezone.localtime(session.begins_at)
    html = client.get(page).text
    assert f'value="{begins:%Y-%m-%d}"' in html
    assert f'value="{begins:%H:%M}"' in html
    moved = form(runner, (DAY, "09:00", "10:00"), initial=1, place="Room 2")
    assert "Everybody who has a place is told" in client.post(page, moved, follow=True).text


def test_a_supervised_test_that_stays_behind_is_named(client, runner):
    quiz = make_supervised_quiz(runner.roles.get().agency)
    session = make_session(quiz.course.agency, by=runner, parts=[soon()], course=quiz.course)
    plan_sitting(SittingPlan(quiz, session.begins_at, session=session), by=runner)
    page, told = address("edit_session", session.pk), "lies outside the session now"
    begins, ends = (timezone.localtime(one) for one in (session.begins_at, session.ends_at))
    longer = (begins.date(), f"{begins:%H:%M}", f"{ends + dt.timedelta(minutes=5):%H:%M}")
    course = {"course": quiz.course.pk}
    stays = form(runner, longer, initial=1, place="Room 2", **course)
    # Its time is written to the minute.
    Sitting.objects.update(planned_at=ends)
    assert told not in client.post(page, stays, follow=True).text
    moved = form(runner, (DAY, "09:00", "10:00"), initial=1, **course)
    assert told in client.post(page, moved, follow=True).text


def test_only_courses_of_the_own_office_are_offered(client, runner):
    mine, other = make_course(agency=runner.roles.get().agency), make_course()
    html = client.get(address("plan_session")).text
    assert f'<option value="{mine.pk}">' in html
    assert f'<option value="{other.pk}">' not in html


def test_fewer_seats_than_are_taken_are_refused_with_what_to_do(client, runner):
    session = make_session(runner.roles.get().agency, by=runner, parts=[soon()], capacity=2)
    for _two in range(2):
        join_session(session, make_official())
    begins, ends = (timezone.localtime(one) for one in (session.begins_at, session.ends_at))
    row = (begins.date().isoformat(), f"{begins:%H:%M}", f"{ends:%H:%M}")
    answer = client.post(
        address("edit_session", session.pk), form(runner, row, initial=1, capacity="1")
    )
    assert answer.status_code == 422
    assert "2 people have a seat already. Take seats away first" in answer.text
