"""Whom an assignment would reach, before anything is written."""

import pytest

from courses.assignments.making import DueRule, draft_assignment
from courses.assignments.reach import preview_reach
from courses.models import AssignedPerson
from people.audiences import PeopleRule
from tests.courses.assignments.factories import (
    assign,
    assign_to,
    complete,
    in_days,
    make_agency_with_manager,
    make_official,
)
from tests.courses.factories import make_course
from tests.people.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_agency_with_manager()


def preview(agency, course, **rule):
    return preview_reach(draft_assignment(agency, course, DueRule(), rule=PeopleRule(**rule)))


def test_it_counts_and_names_people_of_the_unit_and_writes_nothing(office):
    agency, manager = office
    below = AgencyFactory(parent=agency)
    make_official(below)
    make_official(AgencyFactory())
    course = make_course()
    reach = preview(agency, course)
    assert (reach.count, len(reach.names), reach.more) == (2, 2, 0)
    assert preview(agency, course, is_only_here=True).names == [manager]
    assert preview(agency, course, unit_id=below.pk).count == 1
    assert not AssignedPerson.objects.exists()


def test_grade_position_and_arrival_narrow_it(office):
    agency, _manager = office
    clerk = make_official(agency, position={"my": "စာရေး", "en": "Clerk"}, grade=10)
    new = make_official(agency, since=in_days(-5))
    course = make_course()
    assert preview(agency, course, positions=("clerk",)).names == [clerk]
    assert preview(agency, course, grade_from=9).names == [clerk]
    assert preview(agency, course, arrived_within=30).names == [new]


def test_no_unit_of_others_is_reached_whatever_the_rule_names(office):
    agency, _manager = office
    far = AgencyFactory()
    make_official(far)
    assert preview(agency, make_course(), unit_id=far.pk).count == 0


def test_it_tells_who_has_completed_it_and_who_has_it_already(office):
    agency, manager = office
    course = make_course()
    done, ended, asked, fresh = (make_official(agency) for _ in range(4))
    complete(done, course)
    complete(ended, course, ends_on=in_days(0))
    assign_to(asked, agency, manager, course=course)
    reach = preview(agency, course)
    assert (reach.count, reach.done, reach.elsewhere) == (5, 1, 1)
    assert fresh in reach.names


def test_an_assignment_that_takes_nobody_new_any_more_reaches_nobody(office):
    agency, manager = office
    made = assign(agency, manager, takes_until=in_days(1))
    assert preview_reach(made).count == 1
    assert preview_reach(made, day=in_days(1)).count == 0


def test_whose_account_is_closed_is_not_reached(office):
    agency, _manager = office
    gone = make_official(agency)
    gone.is_active = False
    gone.save()
    assert preview(agency, make_course(), arrived_within=None).count == 1
    assert gone not in preview(agency, make_course()).names


def test_who_has_done_it_and_can_renew_it_is_counted_among_those_who_have(office, settings):
    agency, manager = office
    course = make_course()
    for days in (settings.RENEWAL_DAYS, settings.RENEWAL_DAYS + 1):
        complete(make_official(agency), course, ends_on=in_days(days))
    complete(manager, course, ends_on=in_days(0))
    reach = preview(agency, course)
    assert (reach.count, reach.done, reach.ending) == (3, 2, 1)
