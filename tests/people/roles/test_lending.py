"""A deputy acts for the holder of a role for some days, with no more than the holder has."""

import pytest

from people.access import has_role_over
from people.models import Role
from people.roles import RoleRefused, lend_role
from people.roles.ending import can_end_role
from people.roles.giving import Period, Refusal
from people.roles.lending import kinds_to_lend
from tests.people.factories import PostingFactory, RoleFactory
from tests.people.roles.conftest import DAY

pytestmark = pytest.mark.django_db
HR = Role.Kind.HR


def refusal(person, agency, kind, period, by):
    with pytest.raises(RoleRefused) as refused:
        lend_role(person, agency, kind, period, by=by, reason="")
    return refused.value.why


def test_a_deputy_has_the_role_for_the_days_and_the_lender_keeps_it(tree, hr, official, month):
    role = lend_role(official, tree["GAD"], HR, month, by=hr, reason="Leave.")
    assert role.acting_for == hr
    assert has_role_over(official, HR, tree["GAD-T1"])
    assert has_role_over(hr, HR, tree["GAD-T1"])
    assert not has_role_over(official, HR, tree["MOHA"])
    assert not official.roles.on(month.end).exists()
    assert can_end_role(role, hr)


def test_nobody_lends_what_they_do_not_have(tree, hr, official, month, today):
    assert kinds_to_lend(hr, tree["GAD"]) == [HR]
    assert refusal(official, tree["MM"], HR, month, hr) is Refusal.NOT_YOURS
    assert refusal(official, tree["GAD"], "trainer", month, hr) is Refusal.NOT_YOURS
    hr.roles.update(valid_to=month.end - DAY)
    del hr.current_roles
    assert refusal(official, tree["GAD"], HR, month, hr) is Refusal.TOO_LONG


def test_a_lent_role_is_lent_no_further_and_has_an_end_within_a_year(
    tree, hr, official, month, today
):
    lend_role(official, tree["GAD"], HR, month, by=hr, reason="")
    third = PostingFactory(agency=tree["GAD-T1"]).person
    assert refusal(third, tree["GAD"], HR, month, official) is Refusal.NOT_YOURS
    for end in (None, today + 400 * DAY):
        assert refusal(third, tree["GAD"], HR, Period(today, end), hr) is Refusal.DAYS


def test_a_line_manager_lends_to_people_of_the_own_unit(tree, official, month):
    manager = RoleFactory(agency=tree["GAD"], kind="line").person
    RoleFactory(person=manager, agency=tree["GAD-T1"], kind="registrar")
    assert refusal(official, tree["GAD"], "line", month, manager) is Refusal.NOT_YOURS
    own = PostingFactory(agency=tree["GAD"]).person
    assert lend_role(own, tree["GAD"], "line", month, by=manager, reason="")


def test_a_registrar_lends_to_people_of_the_agencies_of_the_role(tree, official, month):
    registrar = RoleFactory(agency=tree["MOHA"], kind="registrar").person
    lend_role(official, tree["MOHA"], "registrar", month, by=registrar, reason="")
    stranger = PostingFactory(agency=tree["MOE"]).person
    assert refusal(stranger, tree["MOHA"], "registrar", month, registrar) is Refusal.NOT_YOURS
