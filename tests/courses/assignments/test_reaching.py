"""Who comes in is reached, who leaves is let go, each once, whatever is repeated or killed."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.assignments import reaching
from courses.assignments.making import DueRule, end_assignment, resume_assignment
from courses.assignments.reaching import (
    apply_assignment,
    apply_waiting_assignments,
    take_off_list,
)
from courses.models import AssignedPerson, AssignedState, Assignment
from people.audiences import PeopleRule
from people.postings import end_posting, post_person
from tests.courses.assignments.factories import (
    assign,
    assign_to,
    complete,
    in_days,
    make_agency_with_manager,
    make_official,
    sweep_assignments,
)
from tests.people.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_agency_with_manager()


def rows(made, person):
    return list(AssignedPerson.objects.filter(assignment=made, person=person).order_by("pk"))


def states(made, day=None):
    found = AssignedPerson.objects.filter(assignment=made).count_states(day or in_days(0))
    return found.get(made.pk, {})


def test_everybody_there_is_reached_on_the_first_day(office):
    agency, manager = office
    person = make_official(agency)
    made = assign(agency, manager, due=DueRule(due_on=in_days(5)))
    assert [row.due_on for row in rows(made, person)] == [in_days(5)]
    assert made.applied_at
    assert states(made) == {AssignedState.OPEN: 2}


def test_who_comes_later_is_included_with_days_of_their_own(office):
    agency, manager = office
    made = assign(agency, manager, due=DueRule(due_days=10))
    late = make_official(agency, since=in_days(3))
    sweep_assignments(day=in_days(3))
    sweep_assignments(day=in_days(4))
    assert [(row.reached_on, row.due_on) for row in rows(made, late)] == [
        (in_days(3), in_days(13))
    ]


def test_who_leaves_is_let_go_and_who_returns_begins_anew(office):
    agency, manager = office
    person = make_official(agency)
    made = assign(agency, manager)
    end_posting(person, day=in_days(2))
    sweep_assignments(day=in_days(2))
    assert [row.let_go_on for row in rows(made, person)] == [in_days(2)]
    # Hired again.
    post_person(person, agency, position={}, grade=7, day=in_days(9))
    sweep_assignments(day=in_days(9))
    first, second = rows(made, person)
    assert (first.let_go_on, second.let_go_on) == (in_days(2), None)
    assert second.due_on == in_days(39)


def test_who_moves_to_another_unit_is_let_go_of_one_and_reached_by_the_other(office):
    agency, manager = office
    here, there = AgencyFactory(parent=agency), AgencyFactory(parent=agency)
    person = make_official(here)
    left = assign(agency, manager, rule=PeopleRule(unit_id=here.pk))
    joined = assign(agency, manager, rule=PeopleRule(unit_id=there.pk))
    post_person(person, there, position={}, grade=7, day=in_days(1))
    sweep_assignments(day=in_days(1))
    assert rows(left, person)[0].let_go_on == in_days(1)
    assert rows(joined, person)[0].reached_on == in_days(1)


def test_who_has_done_it_keeps_it_when_they_leave(office):
    agency, manager = office
    person = make_official(agency)
    made = assign(agency, manager)
    complete(person, made.course)
    end_posting(person, day=in_days(1))
    sweep_assignments(day=in_days(1))
    assert states(made, in_days(1)) == {AssignedState.DONE: 1, AssignedState.OPEN: 1}
    post_person(person, agency, position={}, grade=7, day=in_days(3))
    sweep_assignments(day=in_days(3))
    assert len(rows(made, person)) == 1


def test_a_new_arrival_is_kept_when_they_are_new_no_more(office):
    agency, manager = office
    made = assign(agency, manager, rule=PeopleRule(arrived_within=7))
    new = make_official(agency, since=in_days(1))
    sweep_assignments(day=in_days(1))
    sweep_assignments(day=in_days(60))
    assert [row.let_go_on for row in rows(made, new)] == [None]


def test_completed_before_counts_unless_it_had_ended(office):
    agency, manager = office
    made = assign(agency, manager, due=DueRule(due_on=in_days(1)))
    valid, ended = make_official(agency, since=in_days(-9)), make_official(agency)
    complete(valid, made.course, ends_on=in_days(1))
    complete(ended, made.course, ends_on=in_days(0))
    sweep_assignments()
    found = {row.person: row.state for row in made.people.with_state(in_days(30))}
    assert (found[valid], found[ended]) == (AssignedState.DONE, AssignedState.OVERDUE)


def test_one_of_later_days_begins_on_its_day(office):
    agency, manager = office
    made = assign(agency, manager, starts_on=in_days(4))
    assert states(made) == {}
    apply_waiting_assignments(day=in_days(3))
    assert states(made) == {}
    apply_waiting_assignments(day=in_days(4))
    assert states(made, in_days(4)) == {AssignedState.OPEN: 1}


def test_it_goes_on_after_a_killed_worker(office, monkeypatch):
    agency, manager = office
    for _ in range(4):
        make_official(agency)
    monkeypatch.setattr(reaching, "_PIECE_SIZE", 2)
    made = assign(agency, manager, starts_on=in_days(1))
    apply, pieces = reaching._reach_people, []

    def die_after_one(*asked):
        if pieces:
            raise SystemExit
        pieces.append(asked)
        return apply(*asked)

    monkeypatch.setattr(reaching, "_reach_people", die_after_one)
    with pytest.raises(SystemExit):
        apply_assignment(made.pk, day=in_days(1))
    assert made.people.count() == 2
    assert Assignment.objects.get().applied_at is None
    monkeypatch.setattr(reaching, "_reach_people", apply)
    apply_waiting_assignments(day=in_days(1))
    assert made.people.count() == 5
    assert Assignment.objects.get().applied_at


def test_ended_it_asks_nothing_and_begun_again_it_goes_on(office):
    agency, manager = office
    person = make_official(agency)
    made = assign(agency, manager)
    end_assignment(made, reason="Not needed", by=manager)
    new = make_official(agency)
    sweep_assignments()
    assert not AssignedPerson.objects.asked(in_days(0)).exists()
    assert rows(made, new) == []
    resume_assignment(made, by=manager)
    apply_waiting_assignments()
    assert len(rows(made, new)) == len(rows(made, person)) == 1


def test_people_of_a_list_stay_until_they_leave_the_office(office):
    agency, manager = office
    person = make_official(agency)
    row = assign_to(person, agency, manager)
    sweep_assignments()
    assert rows(row.assignment, person) == [row]
    end_posting(person, day=in_days(1))
    sweep_assignments(day=in_days(1))
    assert rows(row.assignment, person)[0].let_go_on == in_days(1)


def test_who_is_taken_off_a_list_is_let_go_once(office):
    agency, manager = office
    person = make_official(agency)
    row = assign_to(person, agency, manager)
    assert take_off_list(row.assignment, person)
    assert not take_off_list(row.assignment, person)


def test_the_day_is_that_of_the_office_not_of_the_machine(office, monkeypatch):
    agency, manager = office
    # 23:30 in Greenwich is six the next morning in Yangon.
    night = dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: night)
    made = assign(agency, manager, due=DueRule(due_days=1))
    assert made.people.get().due_on == dt.date(2027, 1, 2)
