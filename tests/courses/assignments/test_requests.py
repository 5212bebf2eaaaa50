"""More time, or not having to take it: asked with a reason, decided by somebody in charge."""

import pytest

from courses.assignments.making import DueRule, change_due
from courses.assignments.requests import (
    ImpossibleExtension,
    NothingToAskAbout,
    ReasonMissing,
    RequestDecided,
    ask_about_assignment,
    decline_question,
    grant_request,
    undo_decision,
    withdraw_question,
)
from courses.models import AssignedPerson, AssignedState, AssignmentRequest
from people.models import Message, Role
from tests.courses.assignments.factories import (
    assign_to,
    complete,
    in_days,
    make_agency_with_manager,
    make_manager,
    make_official,
)
from tests.people.factories import AgencyFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    _agency, manager = make_agency_with_manager()
    return manager


@pytest.fixture
def row(manager):
    agency = manager.postings.get().agency
    return assign_to(make_official(agency), agency, manager)


def state_of(row):
    return AssignedPerson.objects.with_state(in_days(0)).get(pk=row.pk).state


def test_more_time_moves_the_due_day_and_undone_it_goes_back(row, manager):
    asked = ask_about_assignment(row, reason="On leave", until=in_days(40))
    grant_request(asked, by=manager)
    row.refresh_from_db()
    assert (row.due_on, row.remind_on) == (in_days(40), in_days(26))
    undo_decision(asked, by=manager)
    row.refresh_from_db()
    assert (row.due_on, asked.state) == (in_days(30), AssignmentRequest.State.WAITING)
    decline_question(asked, by=manager, answer="There is time enough")
    kinds = Message.objects.filter(person=row.person).values_list("kind", flat=True)
    assert sorted(kinds) == [
        "courses/duty_declined",
        "courses/duty_granted",
        "courses/duty_undone",
    ]


def test_more_time_that_is_undone_ends_on_the_day_that_everybody_has_by_now(row, manager):
    first = ask_about_assignment(row, reason="On leave", until=in_days(40))
    grant_request(first, by=manager)
    second = ask_about_assignment(row, reason="Still ill", until=in_days(50))
    grant_request(second, by=manager)
    due = DueRule(due_days=35)
    change_due(row.assignment, due, takes_until=None, by=manager)
    undo_decision(second, by=manager)
    row.refresh_from_db()
    assert row.due_on == in_days(40)
    withdraw_question(second)
    undo_decision(first, by=manager)
    row.refresh_from_db()
    assert row.due_on == in_days(35)


def test_who_need_not_take_it_is_asked_no_more_until_that_is_undone(row, manager):
    asked = ask_about_assignment(row, reason="Taught it myself")
    grant_request(asked, by=manager)
    assert state_of(row) == AssignedState.EXEMPT
    assert not AssignedPerson.objects.asked(in_days(0)).exists()
    undo_decision(asked, by=manager)
    assert state_of(row) == AssignedState.OPEN


def test_it_is_asked_once_and_told_to_the_line_manager_or_the_nearest_hr_manager(row, manager):
    first = ask_about_assignment(row, reason="On leave", until=in_days(40))
    assert ask_about_assignment(row, reason="Again") == first
    assert Message.objects.get().person == manager
    withdraw_question(first)
    line = make_manager(row.assignment.agency, Role.Kind.LINE_MANAGER)
    ask_about_assignment(row, reason="Again")
    assert Message.objects.filter(person=line, kind="courses/duty_asked").count() == 1
    assert Message.objects.filter(person=manager).count() == 1


def test_nobody_decides_about_themselves_nor_by_a_deputy(row, manager):
    own = assign_to(manager, row.assignment.agency, manager)
    asked = ask_about_assignment(own, reason="Busy")
    assert not AssignmentRequest.objects.visible_to(manager).exists()
    deputy = make_official(AgencyFactory())
    RoleFactory(
        person=deputy,
        agency=row.assignment.agency,
        kind=Role.Kind.HR,
        acting_for=manager,
        valid_to=in_days(9),
    )
    assert not AssignmentRequest.objects.visible_to(deputy).exists()
    other = make_manager(row.assignment.agency)
    assert AssignmentRequest.objects.visible_to(other).get() == asked


def test_line_managers_decide_for_their_unit_alone(row):
    ask_about_assignment(row, reason="On leave")
    here = make_manager(row.assignment.agency, Role.Kind.LINE_MANAGER)
    above = make_manager(AgencyFactory(), Role.Kind.LINE_MANAGER)
    viewer = make_manager(row.assignment.agency, Role.Kind.VIEWER)
    seen = AssignmentRequest.objects.visible_to
    assert [seen(one).count() for one in (here, above, viewer)] == [1, 0, 0]


def test_what_was_decided_or_done_meanwhile_is_refused(row, manager):
    asked = ask_about_assignment(row, reason="On leave", until=in_days(40))
    stale = AssignmentRequest.objects.get(pk=asked.pk)
    grant_request(asked, by=manager)
    with pytest.raises(RequestDecided):
        decline_question(stale, by=manager, answer="No")
    with pytest.raises(RequestDecided):
        withdraw_question(stale)
    ask_about_assignment(row, reason="Still ill", until=in_days(60))
    with pytest.raises(RequestDecided):
        undo_decision(asked, by=manager)
    complete(row.person, row.assignment.course)
    assert not AssignmentRequest.objects.pending(in_days(0)).exists()


def test_days_that_cannot_be_and_words_that_say_nothing_are_refused(row, manager):
    for until in (in_days(30), in_days(-1), in_days(367)):
        with pytest.raises(ImpossibleExtension):
            ask_about_assignment(row, reason="On leave", until=until)
    with pytest.raises(ReasonMissing):
        ask_about_assignment(row, reason=" \u200b")
    asked = ask_about_assignment(row, reason="On leave")
    with pytest.raises(ReasonMissing):
        decline_question(asked, by=manager, answer=" ")
    complete(row.person, row.assignment.course)
    withdraw_question(asked)
    with pytest.raises(NothingToAskAbout):
        ask_about_assignment(row, reason="On leave")
