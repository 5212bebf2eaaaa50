"""Two sweeps in the same moment, each with a connection of its own."""

from functools import partial

import pytest

from courses.assignments.making import DueRule, change_due
from courses.assignments.reaching import apply_assignment
from courses.assignments.requests import (
    RequestDecided,
    ask_about_assignment,
    decline_question,
    grant_request,
    undo_decision,
)
from courses.models import AssignedPerson, AssignmentRequest
from people.models import Message
from tests.courses.assignments.factories import (
    assign,
    assign_to,
    in_days,
    make_agency_with_manager,
    make_manager,
    make_official,
)
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_sweeps_at_once_write_one_row():
    agency, manager = make_agency_with_manager()
    made = assign(agency, manager, starts_on=in_days(1))
    sweep = partial(apply_assignment, made.pk, day=in_days(1))
    at_once(sweep, sweep)
    assert made.people.count() == 1


def test_whoever_a_sweep_reaches_while_the_due_day_is_changed_has_the_day_that_holds():
    agency, manager = make_agency_with_manager()
    for _ in range(5):
        make_official(agency)
    made = assign(agency, manager, starts_on=in_days(1))
    due = DueRule(due_on=in_days(90))
    at_once(
        *[partial(apply_assignment, made.pk, day=in_days(1))] * 2,
        partial(change_due, made, due, takes_until=None, by=manager),
    )
    assert set(made.people.values_list("due_on", flat=True)) == {in_days(90)}
    assert made.people.count() == 6


def test_an_extension_that_two_managers_decide_at_once_is_decided_by_the_first():
    agency, manager = make_agency_with_manager()
    row = assign_to(make_official(agency), agency, manager)
    second = make_manager(agency)
    asked = ask_about_assignment(row, reason="On leave", until=in_days(40))
    as_read = [AssignmentRequest.objects.get(pk=asked.pk) for _ in range(2)]
    came = at_once(
        lambda: grant_request(as_read[0], by=manager),
        lambda: decline_question(as_read[1], by=second, answer="There is time enough"),
        refusals=(RequestDecided,),
    )
    assert sum(isinstance(one, RequestDecided) for one in came) == 1
    asked.refresh_from_db()
    row.refresh_from_db()
    is_granted = asked.state == "granted"
    assert asked.decided_by == (manager if is_granted else second)
    assert row.due_on == in_days(40 if is_granted else 30)
    told = Message.objects.filter(person=row.person, kind__startswith="courses/duty_")
    kinds = set(told.values_list("kind", flat=True)) - {"courses/duty_asked"}
    assert kinds == {"courses/duty_granted" if is_granted else "courses/duty_declined"}
    came = at_once(*[lambda: undo_decision(asked, by=manager)] * 2, refusals=(RequestDecided,))
    assert sum(isinstance(one, RequestDecided) for one in came) == 1
    assert AssignedPerson.objects.get().due_on == in_days(30)
