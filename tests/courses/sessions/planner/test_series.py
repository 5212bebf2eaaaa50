"""A series is written whole and once, and taken back while nobody has joined."""

import uuid

import pytest

from courses.assignments.making import DueRule, draft_assignment, make_assignment
from courses.models import ClassSession, SessionSeries
from courses.sessions import SessionRefused, join_session
from courses.sessions.planner import plan_series, undo_series
from courses.sessions.refusals import SessionRefusal
from courses.sittings import SittingPlan, plan_sitting
from people.models import Role
from tests.courses.paper_factories import make_paper_test
from tests.courses.session_factories import (
    BEFORE,
    HOUR,
    MONDAY,
    make_official,
    make_plan,
    make_runner,
    part,
)
from tests.courses.sittings.factories import make_supervised_quiz
from tests.people.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return AgencyFactory()


@pytest.fixture
def runner(office):
    return make_runner(office)


def plans(office, count=3, **changes):
    return [
        make_plan(office, parts=[part(MONDAY + 24 * HOUR * one)], **changes)
        for one in range(count)
    ]


def test_a_form_that_is_sent_again_makes_nothing_more(office, runner):
    key = uuid.uuid4()
    first = plan_series(plans(office), key=key, by=runner, at=BEFORE)
    assert plan_series(plans(office, 5), key=key, by=runner, at=BEFORE) == first
    assert ClassSession.objects.filter(series=first, state="open").count() == 3
    with pytest.raises(SessionRefused):
        plan_series(plans(office), key=key, by=make_runner(office), at=BEFORE)


@pytest.mark.parametrize("broken", [[], [part(minutes=0)], [part(BEFORE - 30 * 24 * HOUR)]])
def test_one_run_that_cannot_be_opened_keeps_all_from_being_written(office, runner, broken):
    given = [*plans(office), make_plan(office, parts=broken)]
    with pytest.raises(SessionRefused):
        plan_series(given, key=uuid.uuid4(), by=runner, at=BEFORE)
    assert not ClassSession.objects.exists()
    assert not SessionSeries.objects.exists()


def test_what_nobody_joined_is_taken_back_and_the_others_stay(office, runner):
    series = plan_series(plans(office), key=uuid.uuid4(), by=runner, at=BEFORE)
    joined = series.sessions.first()
    join_session(joined, make_official(), at=BEFORE)
    assert undo_series(series, by=runner) == (2, 1)
    series.refresh_from_db()
    assert series.undone_at is None
    assert list(series.sessions.all()) == [joined]


def test_a_run_that_is_assigned_or_has_a_test_stays(office, runner):
    quiz = make_supervised_quiz(office)
    runs = plans(office, 4, course=quiz.course)
    series = plan_series(runs, key=uuid.uuid4(), by=runner, at=BEFORE)
    assigned, supervised, on_paper, free = series.sessions.order_by("begins_at")
    draft = draft_assignment(office, assigned, DueRule())
    make_assignment(draft, by=make_runner(office, Role.Kind.HR), expected=0)
    plan_sitting(SittingPlan(quiz, MONDAY, session=supervised), by=runner)
    make_paper_test(on_paper, runner, quiz=quiz)
    assert undo_series(series, by=runner) == (1, 3)
    assert not series.sessions.filter(pk=free.pk).exists()


def test_a_series_that_is_gone_is_told_undone(office, runner):
    series = plan_series(plans(office), key=uuid.uuid4(), by=runner, at=BEFORE, opens=False)
    session = series.sessions.first()
    assert undo_series(series, by=runner) == (3, 0)
    series.refresh_from_db()
    assert series.undone_by == runner
    with pytest.raises(SessionRefused) as refused:
        join_session(session, make_official(), at=BEFORE)
    assert refused.value.refusal == SessionRefusal.CLOSED


def test_another_office_neither_plans_nor_takes_back(office, runner):
    series = plan_series(plans(office), key=uuid.uuid4(), by=runner, at=BEFORE)
    stranger = make_runner(AgencyFactory())
    with pytest.raises(SessionRefused):
        plan_series(plans(office), key=uuid.uuid4(), by=stranger, at=BEFORE)
    with pytest.raises(SessionRefused):
        undo_series(series, by=stranger)
