"""An applied file is taken back in one act, as long as nothing later rests on it."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import Message
from plan.models import Framework, Plan, PlanProposal, Skill, Target
from plan.past import keep_past
from plan.proposals import FileClosed, FileNotYours, UndoHindered, approve_file, undo_file
from tests.people.factories import RoleFactory
from tests.plan.factories import TargetFactory
from tests.plan.proposals.files import FRAMEWORK, NAMES, PLAN, bring_targets, bring_text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def apply(clerk, head):
    return lambda proposal: approve_file(proposal, by=head)


def test_what_a_file_brought_and_changed_is_written_back(ground, clerk, apply):
    apply(bring_targets(clerk))
    changed = apply(bring_targets(clerk, 800))
    target = Target.objects.get()
    yesterday = timezone.localdate() - dt.timedelta(1)
    assert [target.as_of(yesterday).headcount, target.headcount] == [740, 800]
    undone = undo_file(changed, by=clerk)
    # One takes back what two have done, and the other hears of it.
    told = Message.objects.get(kind="people/file_undone")
    assert (told.person, told.facts["file"]) == (changed.approved_by, "targets.csv")
    assert (undone.state, undone.undone_by) == (PlanProposal.State.UNDONE, clerk)
    target = Target.objects.get()
    assert (target.headcount, target.past.count()) == (740, 0)
    with pytest.raises(FileClosed):
        undo_file(changed, by=clerk)
    actions = ModelLogEntry.objects.filter(action__startswith="office.undo").values_list("action")
    assert sorted(actions) == [("office.undo_import",), ("office.undo_import_row",)]


def test_new_rows_go_again_areas_and_competences_alike(clerk, apply):
    files = [
        apply(bring_text(clerk, PLAN, "plan")),
        apply(bring_text(clerk, FRAMEWORK, "framework", **NAMES)),
    ]
    for applied in files:
        undo_file(applied, by=clerk)
    assert not Plan.objects.exists()
    assert not Framework.objects.exists()
    assert not Skill.objects.exists()


def test_a_retired_skill_is_offered_again(clerk, apply):
    apply(bring_text(clerk, FRAMEWORK, "framework", **NAMES))
    shorter = FRAMEWORK.replace("1.2,Other,အခြား\n", "")
    undo_file(
        apply(bring_text(clerk, shorter, "framework", **NAMES, retires_missing=True)), by=clerk
    )
    assert Skill.objects.get(code="NEW-1.2").retired_on is None


def test_nothing_is_taken_back_that_something_rests_on(clerk, apply):
    applied = apply(bring_text(clerk, FRAMEWORK, "framework", **NAMES))
    TargetFactory(skill=Skill.objects.get(code="NEW-1.1"))
    with pytest.raises(UndoHindered) as hindered:
        undo_file(applied, by=clerk)
    assert len(hindered.value.obstacles) == 1
    assert Skill.objects.filter(framework__code="NEW").count() == 3


def test_nothing_is_taken_back_that_was_changed_since(ground, clerk, apply):
    apply(bring_targets(clerk))
    changed = apply(bring_targets(clerk, 800))
    Target.objects.update(headcount=801)
    with pytest.raises(UndoHindered):
        undo_file(changed, by=clerk)
    # Changed and changed back: what was kept of it meanwhile would say something else.
    target = Target.objects.get()
    keep_past(Target, [target.pk], timezone.localdate() + dt.timedelta(1))
    Target.objects.update(headcount=800)
    with pytest.raises(UndoHindered):
        undo_file(changed, by=clerk)
    target.delete()
    with pytest.raises(UndoHindered):
        undo_file(changed, by=clerk)


def test_only_the_secretariat_of_the_country_takes_back(ground, clerk, apply):
    applied = apply(bring_targets(clerk))
    with pytest.raises(FileNotYours):
        undo_file(applied, by=RoleFactory(agency=ground).person)
    assert Target.objects.exists()
