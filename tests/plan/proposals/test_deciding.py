"""A second person approves a file, which is then applied whole or not at all."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.models import Framework, Plan, PlanProposal, Skill, Target
from plan.proposals import (
    FileClosed,
    FileNotYours,
    approve_file,
    compare_again,
    list_files_to_approve,
    undo_file,
    withdraw_file,
)
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory
from tests.plan.proposals.files import FRAMEWORK, NAMES, PLAN, bring_targets, bring_text
from tests.plan.tables import GOOD, TARGETS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
State = PlanProposal.State


def test_another_of_the_secretariat_approves_and_it_is_applied(ground, clerk, head):
    proposal = bring_targets(clerk)
    assert [list(list_files_to_approve(one)) for one in (clerk, head)] == [[], [proposal]]
    with pytest.raises(FileNotYours):
        approve_file(proposal, by=clerk)
    applied = approve_file(proposal, by=head)
    assert (applied.state, applied.approved_by) == (State.APPLIED, head)
    assert Target.objects.get().headcount == 740
    with pytest.raises(FileClosed):
        approve_file(proposal, by=head)
    entry = ModelLogEntry.objects.get(action="office.import")
    assert (entry.user, entry.data["kind"], entry.data["created"]) == (clerk, "targets", 1)


def test_whoever_acts_for_the_bringer_is_no_second_person(ground, clerk, root):
    proposal = bring_targets(clerk)
    until = timezone.localdate() + dt.timedelta(30)
    lent = {"agency": root, "kind": "secretariat", "acting_for": clerk, "valid_to": until}
    with pytest.raises(FileNotYours):
        approve_file(proposal, by=RoleFactory(**lent).person)
    assert approve_file(proposal, by=PersonFactory(admin=True)).state == State.APPLIED


def test_one_alone_approves_where_the_installation_says_so(ground, clerk, settings):
    proposal = bring_targets(clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanProposal.objects.update(
            state="applied", approved_by=clerk, applied_at=timezone.now(), undo=b""
        )
    settings.PLAN_APPROVERS = 1
    assert approve_file(proposal, by=clerk).is_by_one


def test_of_two_open_files_the_second_is_out_of_date(ground, clerk, head):
    first, second = bring_targets(clerk), bring_targets(clerk)
    approve_file(first, by=head)
    second.refresh_from_db()
    assert (second.state, second.stale_by) == (State.STALE, first)
    with pytest.raises(FileClosed):
        approve_file(second, by=head)
    assert compare_again(second, by=clerk).state == State.EMPTY


def test_what_was_approved_is_done_or_nothing(ground, clerk, head):
    approve_file(bring_targets(clerk), by=head)
    proposal = bring_targets(clerk, 800)
    Target.objects.update(headcount=750)
    assert approve_file(proposal, by=head).state == State.STALE
    assert Target.objects.get().headcount == 750


def test_plans_and_frameworks_are_applied_whole(clerk, head):
    for text, kind, options in ((PLAN, "plan", {}), (FRAMEWORK, "framework", NAMES)):
        applied = approve_file(bring_text(clerk, text, kind, **options), by=head)
        assert applied.state == State.APPLIED
    assert Plan.objects.get().phases.count() == 1
    assert Framework.objects.get().skills.exclude(area=None).count() == 2


def test_a_skill_is_retired_on_the_day_of_the_approval(clerk, head, monkeypatch):
    approve_file(bring_text(clerk, FRAMEWORK, "framework", **NAMES), by=head)
    shorter = FRAMEWORK.replace("1.2,Other,အခြား\n", "")
    proposal = bring_text(clerk, shorter, "framework", **NAMES, retires_missing=True)
    tomorrow = timezone.localdate() + dt.timedelta(1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert approve_file(proposal, by=head).state == State.APPLIED
    assert Skill.objects.get(code="NEW-1.2").retired_on == tomorrow


def test_a_withdrawn_file_writes_nothing(ground, clerk, head):
    proposal = bring_targets(clerk)
    withdraw_file(proposal, by=clerk)
    with pytest.raises(FileClosed):
        approve_file(proposal, by=head)
    assert not Target.objects.exists()


def test_files_cost_few_queries_a_row(ground, clerk, head, django_assert_max_num_queries):
    codes = [AgencyFactory(code=f"U{number}").code for number in range(300)]
    for headcount in ("740", "800"):
        lines = [GOOD.replace("GAD", code).replace("740", headcount) for code in codes]
        proposal = bring_text(clerk, TARGETS + "".join(lines), "targets")
        with django_assert_max_num_queries(60):
            proposal = approve_file(proposal, by=head)
    assert set(Target.objects.values_list("headcount", flat=True)) == {800}
    with django_assert_max_num_queries(60):
        undo_file(proposal, by=head)
    assert set(Target.objects.values_list("headcount", flat=True)) == {740}
