"""Roles are given by whoever has the right above, with a trace."""

import pytest
from wagtail.models import ModelLogEntry

from people.access import has_role_over
from people.models import Role
from people.roles import RoleRefused, give_role
from people.roles.giving import Period, Refusal, kinds_to_give, people_to_appoint
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.people.roles.conftest import DAY

pytestmark = pytest.mark.django_db
HR, VIEWER, LINE = Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.LINE_MANAGER


def give(person, agency, kind, period, by):
    return give_role(person, agency, kind, period, by=by, reason="She is away.")


def refusal(*args):
    with pytest.raises(RoleRefused) as refused:
        give(*args)
    return refused.value.why


def test_an_hr_manager_appoints_deputies_below_and_viewers_from_the_own_unit_down(tree, hr):
    assert kinds_to_give(hr, tree["GAD"]) == [HR, VIEWER, LINE]
    assert kinds_to_give(hr, tree["MOHA"]) == [VIEWER, LINE]
    assert kinds_to_give(hr, tree["MM"]) == kinds_to_give(hr, tree["MOE"]) == []


@pytest.mark.parametrize("kind", ["viewer", "line", "trainer", "secretariat", "auditor"])
def test_other_roles_give_none(tree, kind):
    person = RoleFactory(agency=tree["MM"], kind=kind).person
    assert kinds_to_give(person, tree["GAD"]) == []


def test_administrators_give_every_kind_everywhere(tree, month, official):
    admin = PersonFactory(admin=True)
    assert kinds_to_give(admin, tree["MM"]) == list(Role.Kind)
    give(official, tree["MM"], Role.Kind.REGISTRAR, month, admin)
    assert has_role_over(official, Role.Kind.REGISTRAR, tree["MOE"])


def test_the_role_holds_at_once_and_the_history_tells_who_gave_it(tree, hr, official, month):
    role = give(official, tree["GAD"], HR, month, hr)
    assert has_role_over(official, HR, tree["GAD-T1"])
    assert (role.given_by, role.reason, role.planned_to) == (hr, "She is away.", month.end)
    entry = ModelLogEntry.objects.get(action="role.give")
    assert (entry.user, entry.object_id) == (hr, str(official.pk))
    assert "She is away." in entry.message
    assert tree["GAD"].name in entry.message


def test_nobody_gives_themselves_a_role_nor_somebody_of_another_office(tree, hr, month):
    PostingFactory(person=hr, agency=tree["GAD"])
    elsewhere = PostingFactory(agency=tree["MOE"]).person
    gone = PostingFactory(agency=tree["GAD"], person__is_active=False).person
    for person in (hr, elsewhere, gone):
        assert person not in people_to_appoint(hr, hr.current_roles)
        assert refusal(person, tree["GAD"], VIEWER, month, hr) is Refusal.NOT_YOURS


def test_a_role_is_given_to_people_who_serve_under_the_role_that_gives_it(tree, hr, month):
    RoleFactory(person=hr, agency=tree["MOE"], kind="trainer")
    RoleFactory(person=hr, agency=tree["MM"], kind="line")
    for code in ("MOE", "MM"):
        person = PostingFactory(agency=tree[code]).person
        assert refusal(person, tree["GAD"], VIEWER, month, hr) is Refusal.NOT_YOURS


def test_nobody_gives_more_than_they_have(tree, hr, official, month):
    assert refusal(official, tree["MOHA"], HR, month, hr) is Refusal.NOT_YOURS
    assert refusal(official, tree["GAD"], "registrar", month, hr) is Refusal.NOT_YOURS
    hr.roles.update(valid_to=month.end - DAY)
    del hr.current_roles
    assert refusal(official, tree["GAD"], VIEWER, month, hr) is Refusal.TOO_LONG
    open_end = Period(month.first, None)
    assert refusal(official, tree["GAD"], VIEWER, open_end, hr) is Refusal.TOO_LONG


def test_a_lent_role_gives_none(tree, official, month):
    lender = PersonFactory()
    deputy = RoleFactory(agency=tree["MM"], acting_for=lender, valid_to=month.end).person
    assert kinds_to_give(deputy, tree["GAD"]) == []


def test_no_role_begins_in_the_past_ends_before_it_begins_or_outlasts_ten_years(
    tree, hr, official, today
):
    for period in (
        Period(today - DAY, None),
        Period(today + DAY, today),
        Period(today, today + 3654 * DAY),
    ):
        assert refusal(official, tree["GAD"], VIEWER, period, hr) is Refusal.DAYS


def test_a_role_is_given_again_after_its_end_and_not_before(tree, hr, official, month):
    give(official, tree["GAD"], VIEWER, month, hr)
    assert refusal(official, tree["GAD"], VIEWER, month, hr) is Refusal.HELD
    give(official, tree["GAD"], VIEWER, Period(month.end, None), hr)
    assert official.roles.count() == 2
