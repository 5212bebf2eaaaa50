"""A question is answered only to those whose roles read figures, about units in their reach."""

import pytest
from django.utils import translation

from people.models import Role
from reporting.query.parameters import NoReportingRole, UnitOutOfReach
from tests.people.factories import RoleFactory
from tests.reporting.questions import ask

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("kind", [Role.Kind.TRAINER, Role.Kind.TRANSLATOR, Role.Kind.REGISTRAR])
def test_other_roles_read_no_figures(house, kind):
    with pytest.raises(NoReportingRole):
        ask(RoleFactory(agency=house.root, kind=kind).person)


def test_a_role_that_has_ended_reads_no_figures(house):
    with pytest.raises(NoReportingRole):
        ask(RoleFactory(agency=house.root, expired=True).person)


def test_a_neighbour_is_out_of_reach(house):
    with pytest.raises(UnitOutOfReach):
        ask(house.hr, unit="MOE")


@pytest.mark.parametrize("day", ["1999-12-31", "2101-01-01"])
def test_a_day_beyond_all_questions_says_which_may_be_asked(house, day):
    with translation.override("en"):
        [told] = ask(house.hr, day=day).form.errors["day"]
    assert told == "Choose a day from the year 2000 to the year 2100."
