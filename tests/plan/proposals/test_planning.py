"""A file of the plan is kept with what it would change, and changes nothing by itself."""

import pytest

from people.imports.report import UnreadableFile
from plan.models import Framework, Plan, PlanProposal, Target
from plan.proposals import FileNotYours, approve_file, compare_again, read_file_lines
from tests.people.factories import AgencyFactory, RoleFactory
from tests.plan.factories import SkillFactory
from tests.plan.proposals.files import FRAMEWORK, NAMES, PLAN, bring_targets, bring_text
from tests.plan.tables import GOOD, TARGETS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
State, Group = PlanProposal.State, PlanProposal.Group


def read_groups(proposal):
    return [(line.line, line.group) for line in read_file_lines(proposal)]


def test_a_file_waits_and_says_line_by_line_what_it_would_do(ground, clerk):
    proposal = bring_targets(clerk)
    assert (proposal.state, proposal.counts) == (State.OPEN, {"new": 1})
    [line] = read_file_lines(proposal)
    assert (line.line, line.group) == (2, Group.NEW)
    told = {one["field"]: one["new"]["en"] for one in line.changes}
    assert (told["headcount"], told["due_on"]) == ("740", "31 December 2026")
    assert not Target.objects.exists()


def test_what_is_recorded_is_told_as_changed_or_not_at_all(ground, clerk, head):
    approve_file(bring_targets(clerk), by=head)
    assert bring_targets(clerk).state == State.EMPTY
    changed = bring_targets(clerk, 800)
    [line] = read_file_lines(changed)
    [change] = [one for one in line.changes if one["field"] == "headcount"]
    assert (line.group, change["old"]["my"], change["new"]["my"]) == ("changed", "၇၄၀", "၈၀၀")
    assert bring_targets(clerk, 740).state == State.EMPTY


def test_a_file_with_a_wrong_line_waits_for_nobody_and_says_which(ground, clerk):
    text = TARGETS + GOOD.replace("740", "many").replace("GAD", "NOWHERE")
    proposal = bring_text(clerk, text, "targets")
    assert (proposal.state, proposal.refused) == (State.REFUSED, 1)
    [line] = read_file_lines(proposal)
    assert (line.line, line.group) == (2, Group.REFUSED)
    assert {problem.field for problem in line.problems} == {"headcount", "agency"}
    with pytest.raises(UnreadableFile):
        bring_text(clerk, "a,b\n1,2\n", "targets")
    assert PlanProposal.objects.count() == 1


def test_plans_and_frameworks_arrive_the_same_way(clerk):
    plan, framework = (
        bring_text(clerk, PLAN, "plan"),
        bring_text(clerk, FRAMEWORK, "framework", **NAMES),
    )
    assert (plan.counts, framework.counts) == ({"new": 3}, {"new": 4})
    assert read_groups(plan) == [(2, "new"), (3, "new"), (4, "new")]
    assert not Plan.objects.exists()
    assert not Framework.objects.exists()


def test_a_skill_that_is_to_be_retired_is_told_without_a_line(clerk, head):
    approve_file(bring_text(clerk, FRAMEWORK, "framework", **NAMES), by=head)
    shorter = FRAMEWORK.replace("1.2,Other,အခြား\n", "")
    proposal = bring_text(clerk, shorter, "framework", **NAMES, retires_missing=True)
    assert (0, Group.RETIRED) in read_groups(proposal)
    assert bring_text(clerk, shorter, "framework", **NAMES).state == State.EMPTY


def test_only_the_secretariat_of_the_country_brings_files(ground, clerk):
    office = RoleFactory(agency=AgencyFactory(parent=ground), kind="secretariat").person
    hr = RoleFactory(agency=ground).person
    for person in (office, hr):
        with pytest.raises(FileNotYours):
            bring_targets(person)
    proposal = bring_targets(clerk)
    assert not PlanProposal.objects.visible_to(office).exists()
    assert compare_again(proposal, by=clerk).outcome == proposal.outcome


def test_the_outcome_is_the_same_however_often_it_is_compared(clerk):
    SkillFactory()
    first, second = (bring_text(clerk, FRAMEWORK, "framework", **NAMES) for _ in range(2))
    assert first.outcome == second.outcome
