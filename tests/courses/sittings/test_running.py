"""The invigilator lengthens, closes, and is never somebody who sits there."""

import datetime as dt

import pytest

from courses.models import Accommodation, ClassSession
from courses.quizzes import submit_attempt
from courses.quizzes.attempts import close_overdue_attempts
from courses.sessions import join_session
from courses.sessions.seats import leave_session
from courses.sittings import (
    SittingPlan,
    SittingRefused,
    close_sitting,
    plan_sitting,
    seat_people,
    start_sitting,
)
from courses.sittings.access import may_invigilate
from courses.sittings.planning import cancel_sitting, change_sitting, remove_seat
from courses.sittings.refusals import SittingRefusal
from courses.sittings.running import close_forgotten_sittings, lengthen_room, lengthen_seat
from people.models import Message, Role
from tests.courses.session_factories import (
    BEFORE,
    MONDAY,
    make_official,
    make_runner,
    make_session,
)
from tests.courses.sittings.factories import (
    enter,
    make_open_sitting,
    make_sitting,
    make_supervised_quiz,
    right_answers,
)
from tests.courses.sittings.test_entering import refusal
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)
SOON = dt.date(2999, 1, 1)
R = SittingRefusal
CUT = {"minutes": 20, "reason": "Power cut"}


@pytest.fixture
def sitting():
    return make_open_sitting(seats=3)


@pytest.fixture
def by(sitting):
    return sitting.made_by


def test_a_room_gets_more_minutes_once_and_papers_the_clock_ended_open_again(sitting, by):
    first, second, third = sitting.seats.all()
    early = enter(first)
    submit_attempt(early, {}, at=MONDAY + 10 * MINUTE)
    ended, running = enter(second), enter(third, at=MONDAY + 20 * MINUTE)
    now = MONDAY + 70 * MINUTE
    close_overdue_attempts(at=now)
    assert lengthen_room(sitting, by=by, seen=0, at=now, **CUT) == 2
    assert refusal(lengthen_room, sitting, by=by, seen=0, at=now, **CUT) == R.MEANWHILE
    for paper in (early, ended, running):
        paper.refresh_from_db()
    assert early.submitted_at == MONDAY + 10 * MINUTE
    assert (ended.submitted_at, ended.closes_at) == (None, now + 20 * MINUTE)
    assert running.closes_at == MONDAY + 100 * MINUTE
    # Answers saved before the cut are still there, and it is marked once.
    submit_attempt(ended, right_answers(ended), at=now + MINUTE)
    ended.refresh_from_db()
    assert ended.passed


def test_a_room_is_not_lengthened_for_ever(sitting, by):
    told = {"by": by, "reason": "Storm", "at": MONDAY}
    assert refusal(lengthen_room, sitting, minutes=0, **told) == R.MINUTES
    lengthen_room(sitting, minutes=240, **told)
    assert refusal(lengthen_room, sitting, minutes=1, **told) == R.MINUTES
    assert refusal(lengthen_room, sitting, by=by, minutes=5, reason=" ") == R.REASON


def test_one_paper_gets_more_minutes(sitting, by):
    seat, other, _third = sitting.seats.all()
    paper, beside = enter(seat), enter(other)
    seen = paper.closes_at
    lengthen_seat(seat, by=by, seen=seen, at=MONDAY, **CUT)
    assert refusal(lengthen_seat, seat, by=by, seen=seen, at=MONDAY, **CUT) == R.MEANWHILE
    paper.refresh_from_db()
    beside.refresh_from_db()
    assert (paper.closes_at, beside.closes_at) == (seen + 20 * MINUTE, seen)


def test_closing_hands_in_what_is_saved_and_a_second_time_nothing(sitting, by):
    paper = enter(sitting.seats.first())
    closed = close_sitting(sitting, by=by, at=MONDAY + MINUTE)
    again = close_sitting(sitting, by=by, at=MONDAY + 2 * MINUTE)
    paper.refresh_from_db()
    assert paper.submitted_at == MONDAY + MINUTE == closed.closed_at == again.closed_at


def test_a_room_everybody_left_is_closed_by_the_clock(sitting):
    paper = enter(sitting.seats.first())
    assert close_forgotten_sittings(at=MONDAY + dt.timedelta(hours=11)) == 0
    assert close_forgotten_sittings(at=MONDAY + dt.timedelta(hours=13)) == 1
    sitting.refresh_from_db()
    paper.refresh_from_db()
    assert (sitting.is_closed, sitting.closed_by) == (True, None)
    assert paper.submitted_at


def test_the_clock_closes_no_room_in_which_somebody_has_time_still():
    sitting = make_open_sitting(make_supervised_quiz(time_limit=200))
    seat = sitting.seats.get()
    Accommodation.objects.create(
        person=seat.person,
        time_percent=400,
        reason="Low vision",
        valid_from=MONDAY.date(),
        given_by=sitting.made_by,
        given_at=MONDAY,
    )
    paper = enter(seat)
    assert close_forgotten_sittings(at=paper.closes_at - MINUTE) == 0
    assert close_forgotten_sittings(at=paper.closes_at + MINUTE) == 1


def test_a_colleague_takes_over_and_a_stranger_does_not(sitting):
    colleague = make_runner(sitting.agency, Role.Kind.HR)
    assert may_invigilate(colleague, sitting)
    stranger = make_runner(AgencyFactory())
    assert not may_invigilate(stranger, sitting)
    assert refusal(close_sitting, sitting, by=stranger) == R.NOT_YOURS
    assert refusal(close_sitting, sitting, by=PersonFactory()) == R.NOT_YOURS


def test_nobody_supervises_where_they_sit_nor_where_one_sits_for_whom_they_act(sitting, by):
    trainer = make_official(sitting.agency)
    RoleFactory(person=trainer, agency=sitting.agency, kind=Role.Kind.TRAINER)
    deputy = PersonFactory()
    RoleFactory(
        person=deputy,
        agency=sitting.agency,
        kind=Role.Kind.TRAINER,
        acting_for=trainer,
        valid_to=SOON,
    )
    assert may_invigilate(trainer, sitting)
    seat_people(sitting, [trainer], by=by, at=MONDAY)
    assert not may_invigilate(trainer, sitting)
    assert not may_invigilate(deputy, sitting)
    assert type(sitting).objects.kept_by(deputy).count() == 0
    # Nor does somebody seat themselves.
    assert refusal(seat_people, sitting, [by], by=by, at=MONDAY) == R.NO_SEAT


def test_only_a_test_that_may_be_supervised_and_of_ones_office_is_planned():
    quiz = make_supervised_quiz(supervision="never")
    by = make_runner(quiz.course.agency)
    assert refusal(plan_sitting, SittingPlan(quiz, MONDAY), by=by) == R.NOT_SUPERVISED
    other = make_supervised_quiz()
    assert refusal(plan_sitting, SittingPlan(other, MONDAY), by=by) == R.NOT_YOURS


def test_people_of_others_get_no_seat_and_nobody_gets_two(sitting, by):
    assert refusal(seat_people, sitting, [make_official()], by=by, at=MONDAY) == R.NO_SEAT
    person = sitting.seats.first().person
    assert seat_people(sitting, [person], by=by, at=MONDAY) == []
    assert sitting.seats.count() == 3


def test_a_test_without_seats_does_not_start_and_starts_once():
    empty = make_sitting(seats=0)
    assert refusal(start_sitting, empty, by=empty.made_by, at=MONDAY) == R.NO_SEATS
    sitting = make_open_sitting()
    assert start_sitting(sitting, by=sitting.made_by, at=MONDAY + MINUTE).started_at == MONDAY


def test_who_joined_the_class_session_since_has_a_seat_and_whose_was_taken_away_has_none():
    quiz = make_supervised_quiz()
    agency, by = quiz.course.agency, make_runner(quiz.course.agency)
    session = make_session(agency, by=by, course=quiz.course)
    removed, late = make_official(agency), make_official(agency)
    join_session(session, removed, at=BEFORE)
    sitting = make_sitting(quiz, by=by, seats=0, session=session)
    remove_seat(sitting.seats.get(), by=by, at=BEFORE)
    join_session(session, late, at=BEFORE)
    start_sitting(sitting, by=by, at=MONDAY)
    assert [seat.person for seat in sitting.seats.standing()] == [late]


def test_a_room_opens_hours_early_but_on_no_earlier_day():
    quiz = make_supervised_quiz()
    by = make_runner(quiz.course.agency)
    sitting = plan_sitting(SittingPlan(quiz, MONDAY), by=by, at=BEFORE)
    seat_people(sitting, [make_official(quiz.course.agency)], by=by, at=BEFORE)
    with pytest.raises(SittingRefused) as refused:
        start_sitting(sitting, by=by, at=MONDAY - dt.timedelta(days=1))
    assert refused.value.refusal == "early"
    assert start_sitting(sitting, by=by, at=MONDAY - 30 * MINUTE).is_running


def test_who_has_a_seat_is_told_of_time_place_and_end():
    before = MONDAY - dt.timedelta(days=3)
    quiz = make_supervised_quiz()
    by = make_runner(quiz.course.agency)
    sitting = plan_sitting(SittingPlan(quiz, MONDAY, place="Hall 1"), by=by, at=before)
    seat_people(sitting, [make_official(quiz.course.agency)], by=by, at=before)
    same = {"planned_at": MONDAY, "place": "Hall 1", "entry_minutes": 45}
    change_sitting(sitting, by=by, at=before, **same)
    change_sitting(sitting, by=by, at=before + MINUTE, **same | {"place": "Hall 2"})
    # Back to where it was: who heard of Hall 2 hears of that too.
    change_sitting(sitting, by=by, at=before + 2 * MINUTE, **same)
    cancel_sitting(sitting, by=by, reason="Flood", at=before)
    kinds = list(Message.objects.order_by("pk").values_list("kind", "facts__place"))
    planned, cancelled = "courses/sitting_planned", "courses/sitting_cancelled"
    halls = [(planned, "Hall 1"), (planned, "Hall 2"), (planned, "Hall 1")]
    assert kinds == [*halls, (cancelled, "Hall 1")]
    # Whoever takes two courses has two final tests.
    assert not Message.objects.exclude(facts__titles=quiz.full_titles).exists()
    with pytest.raises(SittingRefused):
        start_sitting(sitting, by=by, at=MONDAY)


def test_who_loses_a_seat_is_told_once_and_hears_again_of_getting_it_back():
    before = MONDAY - dt.timedelta(days=3)
    quiz = make_supervised_quiz()
    by, person = make_runner(quiz.course.agency), make_official(quiz.course.agency)
    sitting = plan_sitting(SittingPlan(quiz, MONDAY), by=by, at=before)
    (seat,) = seat_people(sitting, [person], by=by, at=before)
    remove_seat(seat, by=by, at=before + MINUTE)
    remove_seat(seat, by=by, at=before + 2 * MINUTE)
    seat_people(sitting, [person], by=by, at=before + 3 * MINUTE)
    kinds = Message.objects.order_by("pk").values_list("kind", flat=True)
    told = ["sitting_planned", "sitting_seat_removed", "sitting_planned"]
    assert list(kinds) == [f"courses/{kind}" for kind in told]


@pytest.mark.any_database
@pytest.mark.parametrize("state", ["cancelled", "finished"])
def test_in_a_class_session_that_is_over_no_test_is_planned(state):
    quiz = make_supervised_quiz()
    by = make_runner(quiz.course.agency)
    session = make_session(quiz.course.agency, by=by, course=quiz.course)
    # The trainer's page shows it open still.
    ClassSession.objects.filter(pk=session.pk).update(
        state=state, closed_at=BEFORE, closed_by=by, reason="Storm"
    )
    plan = SittingPlan(quiz, MONDAY, session=session)
    assert refusal(plan_sitting, plan, by=by, at=BEFORE) == R.SESSION_OVER


def test_who_left_the_class_session_has_no_seat_when_the_test_opens():
    quiz = make_supervised_quiz()
    by = make_runner(quiz.course.agency)
    session = make_session(quiz.course.agency, by=by, course=quiz.course)
    early = MONDAY - dt.timedelta(days=5)
    stays, leaves = make_official(), make_official()
    for person in (stays, leaves):
        join_session(session, person, at=early)
    sitting = plan_sitting(SittingPlan(quiz, MONDAY, session=session), by=by, at=early)
    guest = make_official(quiz.course.agency)
    seat_people(sitting, [guest], by=by, at=early)
    leave_session(session, leaves, at=early + MINUTE)
    start_sitting(sitting, by=by, at=MONDAY)
    people = {seat.person for seat in sitting.seats.standing()}
    assert people == {stays, guest}


def test_a_form_that_is_sent_twice_plans_one_test():
    quiz = make_supervised_quiz()
    by, other = make_runner(quiz.course.agency), make_runner(quiz.course.agency)
    plan = SittingPlan(quiz, MONDAY, place="Hall 1")
    first = plan_sitting(plan, by=by, at=MONDAY)
    assert plan_sitting(plan, by=by, at=MONDAY) == first
    assert plan_sitting(plan, by=other, at=MONDAY) != first
    cancel_sitting(first, by=by, reason="Flood.", at=MONDAY)
    assert plan_sitting(plan, by=by, at=MONDAY) != first
