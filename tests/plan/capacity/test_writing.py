"""An agency plans its year, and the office above approves it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import Role
from plan.capacity import (
    CapacityRefused,
    Need,
    QuarterPlan,
    choose_priority,
    decide_capacity,
    drop_priority,
    list_capacity_to_decide,
    start_capacity,
    submit_capacity,
)
from plan.models import CapacityPlan
from tests.people.factories import PersonFactory, RoleFactory
from tests.plan.factories import SkillFactory, TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DRAFT, APPROVED = CapacityPlan.State.DRAFT, CapacityPlan.State.APPROVED


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["GAD"]).person


@pytest.fixture
def above(tree):
    return RoleFactory(agency=tree["MOHA"]).person


@pytest.fixture
def need():
    return Need(SkillFactory(), 2, 10, 7)


@pytest.fixture
def plan(tree, hr, need):
    plan = start_capacity(tree["GAD"], 2026, by=hr)
    quarters = [QuarterPlan(1, 5, 75_000), QuarterPlan(2, 0, 0)]
    choose_priority(plan, need, importance=3, quarters=quarters, by=hr)
    return plan


@pytest.fixture
def submitted(plan, hr):
    return submit_capacity(plan, by=hr)


def test_a_year_is_begun_once_by_the_office_itself(tree, plan, hr):
    assert start_capacity(tree["GAD"], 2026, by=hr) == plan
    with pytest.raises(CapacityRefused):
        start_capacity(tree["MOHA"], 2026, by=hr)
    with pytest.raises(IntegrityError), transaction.atomic():
        CapacityPlan.objects.create(agency=tree["GAD"], year=2026)


def test_a_priority_keeps_its_quarters_and_finds_the_agencys_target(tree, plan, need, hr):
    target = TargetFactory(agency=tree["GAD"], skill=need.skill, level=2)
    TargetFactory(agency=tree["MOHA"], skill=need.skill, level=2)
    priority = choose_priority(plan, need, importance=1, quarters=[QuarterPlan(4, 2, 0)], by=hr)
    assert plan.priorities.get() == priority
    assert (priority.importance, priority.target) == (1, target)
    assert [row.quarter for row in priority.quarters.all()] == [4]
    drop_priority(priority, by=hr)
    with pytest.raises(CapacityRefused):
        submit_capacity(plan, by=hr)


def test_the_office_above_approves_and_the_plan_stands(submitted, need, hr, above):
    plan = decide_capacity(submitted, approves=True, answer="Good.", by=above)
    assert (plan.state, plan.decided_by, plan.answer) == (APPROVED, above, "Good.")
    with pytest.raises(CapacityRefused):
        choose_priority(plan, need, importance=1, by=hr)
    assert ModelLogEntry.objects.get(action="capacity.approve").user == above


def test_a_plan_that_is_given_back_is_a_draft_with_an_answer(submitted, need, hr, above):
    plan = decide_capacity(submitted, approves=False, answer="Too dear.", by=above)
    assert (plan.state, plan.answer) == (DRAFT, "Too dear.")
    choose_priority(plan, need, importance=1, by=hr)


def test_what_was_given_back_and_sent_anew_is_looked_at_again(submitted, hr, above):
    back = decide_capacity(submitted, approves=False, answer="Too dear.", by=above)
    assert submit_capacity(back, by=hr).decided_by is None
    with pytest.raises(CapacityRefused) as refused:
        decide_capacity(submitted, approves=True, answer="", by=above)
    assert refused.value.is_outdated


def test_nobody_approves_what_they_sent_or_share_the_right_of(tree, plan, hr, above):
    RoleFactory(person=hr, agency=tree["MOHA"])
    submitted = submit_capacity(plan, by=hr)
    today = timezone.localdate()
    deputy = RoleFactory(
        agency=tree["MOHA"], acting_for=hr, valid_to=today.replace(year=today.year + 1)
    ).person
    beside = RoleFactory(agency=tree["MOE"]).person
    same = RoleFactory(agency=tree["GAD"]).person
    viewer = RoleFactory(agency=tree["MOHA"], kind=Role.Kind.VIEWER).person
    others = (hr, deputy, beside, same, viewer)
    assert [list(list_capacity_to_decide(one)) for one in others] == [[]] * 5
    secretariat = RoleFactory(agency=tree["MM"], kind=Role.Kind.SECRETARIAT).person
    deciding = (above, secretariat, PersonFactory(admin=True))
    assert [list(list_capacity_to_decide(one)) for one in deciding] == [[submitted]] * 3
