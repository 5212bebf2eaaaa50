"""A session has parts that fit into a calendar, and who comes is told when they move."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.models import ClassSession
from courses.sessions import SessionRefused, check_in, create_session, join_session, open_session
from courses.sessions.letters import tell_waiting_sessions
from courses.sessions.refusals import SessionRefusal
from courses.sessions.scheduling import change_session, check_parts
from courses.sessions.shares import read_shares
from people.models import Message, Role
from tests.courses.factories import make_course
from tests.courses.session_factories import (
    BEFORE,
    HOUR,
    MONDAY,
    make_official,
    make_plan,
    make_runner,
    make_session,
    part,
)
from tests.people.factories import AgencyFactory

pytestmark = pytest.mark.django_db
starts = st.integers(-2_000, 2_000)
lengths = st.integers(-30, 900)


@pytest.mark.any_database
@given(st.lists(st.tuples(starts, lengths), min_size=1, max_size=8))
def test_parts_that_are_taken_are_in_order_and_share_no_minute(times):
    parts = [part(MONDAY + dt.timedelta(minutes=at), minutes) for at, minutes in times]
    minutes = [set(range(at, at + length)) for at, length in times]
    lasts_wrongly = any(not 0 < length <= 720 for _at, length in times)
    overlaps = sum(map(len, minutes)) > len(set().union(*minutes))
    if not (lasts_wrongly or overlaps):
        assert check_parts(parts, at=MONDAY) == sorted(parts)
        return
    with pytest.raises(SessionRefused) as refused:
        check_parts(parts, at=MONDAY)
    is_length = refused.value.refusal == SessionRefusal.LENGTH
    assert lasts_wrongly if is_length else overlaps


@pytest.mark.any_database
def test_a_part_may_lead_over_midnight_and_the_next_begin_where_it_ends():
    late = part(MONDAY.replace(hour=22), 180)
    early = part(late.ends_at, 30)
    assert check_parts([early, late], at=MONDAY) == [late, early]
    assert late.ends_at.date() == MONDAY.date() + dt.timedelta(days=1)


@pytest.mark.any_database
@pytest.mark.parametrize("days", [-732, 732])
def test_parts_lie_within_two_years(days):
    with pytest.raises(SessionRefused) as refused:
        check_parts([part(MONDAY + dt.timedelta(days=days))], at=MONDAY)
    assert refused.value.refusal == SessionRefusal.TOO_FAR


def test_a_session_lasts_from_its_first_part_to_its_last():
    session = make_session(parts=[part(MONDAY + 24 * HOUR), part()])
    assert (session.begins_at, session.ends_at) == (MONDAY, MONDAY + 25 * HOUR)
    assert [one.minutes for one in session.parts.all()] == [60, 60]
    assert timezone.localtime(session.begins_at).hour == 9


def test_only_the_office_plans_opens_and_changes_its_sessions():
    agency = AgencyFactory()
    session, stranger = make_session(agency), make_runner(AgencyFactory())
    plan = make_plan(agency)
    for act in (
        lambda: create_session(plan, by=stranger),
        lambda: open_session(session, by=stranger),
        lambda: change_session(session, plan, by=stranger),
    ):
        with pytest.raises(SessionRefused) as refused:
            act()
        assert refused.value.refusal == SessionRefusal.NOT_YOURS


def test_a_session_planned_again_while_it_is_a_draft_is_the_same_one():
    agency = AgencyFactory()
    runner, plan = make_runner(agency), make_plan(agency)
    draft = create_session(plan, by=runner, at=BEFORE)
    assert create_session(plan, by=runner, at=BEFORE) == draft
    later = make_plan(agency, parts=[part(MONDAY + HOUR)])
    others = [(plan, make_runner(agency)), (later, runner)]
    assert draft not in [create_session(one, by=by, at=BEFORE) for one, by in others]
    open_session(draft, by=runner, at=BEFORE)
    assert create_session(plan, by=runner, at=BEFORE) != draft


def test_no_office_completes_the_course_of_another_by_its_own_session():
    agency = AgencyFactory()
    with pytest.raises(SessionRefused) as refused:
        make_session(agency, course=make_course(attendance_percent=90))
    assert refused.value.refusal == SessionRefusal.COURSE
    above = make_runner(agency, Role.Kind.HR)
    assert make_session(agency, by=above, course=make_course(agency=agency)).course


def test_a_session_without_times_or_of_the_past_does_not_open():
    agency = AgencyFactory()
    by = make_runner(agency)
    for parts, refusal in (
        ([], SessionRefusal.NO_PARTS),
        ([part(BEFORE - 5 * HOUR)], SessionRefusal.PAST),
    ):
        draft = create_session(make_plan(agency, parts=parts), by=by, at=BEFORE)
        with pytest.raises(SessionRefused) as refused:
            open_session(draft, by=by, at=BEFORE)
        assert refused.value.refusal == refusal


def test_who_has_a_place_is_told_when_it_moves_and_nobody_when_words_change():
    session = make_session(capacity=1)
    by = make_runner(session.agency)
    comes, waits = make_official(), make_official()
    for person in (comes, waits):
        join_session(session, person, at=BEFORE)
    renamed = make_plan(session.agency, capacity=1, titles={"my": "အမည်သစ်"})
    change_session(session, renamed, by=by, at=BEFORE)
    assert not Message.objects.filter(kind="courses/session_moved").exists()
    moved = make_plan(session.agency, capacity=1, parts=[part(MONDAY + 24 * HOUR)])
    for _ in range(2):
        change_session(session, moved, by=by, at=BEFORE)
        tell_waiting_sessions()
    told = Message.objects.filter(kind="courses/session_moved")
    assert {one.person for one in told} == {comes, waits}
    assert told.count() == 2
    assert told[0].facts["was_begins"] != told[0].facts["begins"]


def test_more_seats_are_given_to_who_waits_and_fewer_than_taken_are_refused():
    session = make_session(capacity=1)
    by = make_runner(session.agency)
    join_session(session, make_official(), at=BEFORE)
    waits = join_session(session, make_official(), at=BEFORE)
    change_session(session, make_plan(session.agency, capacity=2), by=by, at=BEFORE)
    waits.refresh_from_db()
    assert waits.is_seated
    with pytest.raises(SessionRefused) as refused:
        change_session(session, make_plan(session.agency, capacity=1), by=by, at=BEFORE)
    assert refused.value.refusal == SessionRefusal.SEATS


def test_a_part_with_attendance_stays_while_the_others_move():
    session = make_session(parts=[part(), part(MONDAY + 24 * HOUR)])
    by, person = make_runner(session.agency), make_official()
    join_session(session, person, at=BEFORE)
    first = session.parts.first()
    check_in(first, person, at=MONDAY)
    later = make_plan(session.agency, parts=[part(), part(MONDAY + 48 * HOUR)])
    change_session(session, later, by=by, at=MONDAY)
    assert session.parts.first() == first
    gone = make_plan(session.agency, parts=[part(MONDAY + HOUR)])
    with pytest.raises(SessionRefused) as refused:
        change_session(session, gone, by=by, at=MONDAY)
    assert refused.value.refusal == SessionRefusal.ATTENDED
    assert ClassSession.objects.get().parts.count() == 2


def test_a_part_that_was_attended_may_end_earlier_and_weighs_so():
    long, short = part(MONDAY, 180), part(MONDAY + 24 * HOUR, 60)
    session = make_session(parts=[long, short])
    by, person = make_runner(session.agency), make_official()
    seat = join_session(session, person, at=BEFORE)
    first = session.parts.first()
    check_in(first, person, at=MONDAY)
    assert read_shares(session)[seat.pk].percent == 75
    cut = make_plan(session.agency, parts=[part(MONDAY, 60), short])
    change_session(session, cut, by=by, at=MONDAY + HOUR)
    assert session.parts.first() == first
    assert read_shares(session)[seat.pk].percent == 50
    overlapping = make_plan(session.agency, parts=[part(MONDAY, 700), part(MONDAY + HOUR)])
    with pytest.raises(SessionRefused):
        change_session(session, overlapping, by=by, at=MONDAY + HOUR)


@pytest.mark.parametrize(
    "changes", [{"parts": [part()]}, {"late_percent": 100}], ids=["a part less", "late as present"]
)
def test_who_has_a_seat_changes_nothing_of_what_it_counts_once_it_has_begun(changes):
    office, late = AgencyFactory(), 2 * HOUR
    trainer, parts = make_runner(office), [part(), part(MONDAY + late)]
    session = make_session(office, parts=parts)
    join_session(session, trainer, at=BEFORE)
    plan = make_plan(office, **({"parts": parts} | changes))
    with pytest.raises(SessionRefused) as refused:
        change_session(session, plan, by=trainer, at=MONDAY + HOUR)
    assert refused.value.refusal == SessionRefusal.OWN_SEAT
    # Words and seats are nobody's attendance; and a colleague may change all of it.
    change_session(session, make_plan(office, parts=parts, capacity=9), by=trainer, at=MONDAY)
    change_session(session, plan, by=make_runner(office), at=MONDAY + HOUR)
