"""Forms offer skills by framework and area, and first those that a target asks for."""

import datetime as dt

import pytest
from django.utils import timezone

from plan.skill_choices import NOTHING_CHOSEN, list_skill_choices
from tests.plan.factories import PhaseFactory, PlanFactory, SkillFactory, TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("english")]
ASKED_FOR = "Asked for by a target"


@pytest.fixture
def skills():
    """Two competences of an area, one of another."""
    area = SkillFactory(code="DC3-1", names={"en": "Information"}, area=None)
    browsing = SkillFactory(code="DC3-1.1", names={"en": "Browsing"}, area=area)
    return [browsing, *(SkillFactory(code=code) for code in ("DC3-9.1", "DC3-9.2"))]


def offered():
    """The codes of each group."""
    [nothing, *groups] = list_skill_choices()
    assert [nothing] == NOTHING_CHOSEN
    return {group: [label.split()[0] for _key, label in found] for group, found in groups}


def test_a_skill_that_is_asked_for_stands_first_and_once(skills):
    TargetFactory(skill=skills[2], due_on=timezone.localdate())
    assert list(offered().items()) == [
        (ASKED_FOR, ["DC3-9.2"]),
        ("DigComp 3.0 · Information", ["DC3-1.1"]),
        ("DigComp 3.0 · Area", ["DC3-9.1"]),
    ]
    assert list_skill_choices()[1] == (ASKED_FOR, [(skills[2].pk, "DC3-9.2 DC3-9.2")])


def test_what_is_due_no_more_or_in_a_draft_is_not_asked_for(skills):
    today = timezone.localdate()
    TargetFactory(skill=skills[0], due_on=today - dt.timedelta(1))
    draft = PhaseFactory(plan=PlanFactory(code="DRAFT", in_force_on=None))
    TargetFactory(skill=skills[1], phase=draft, due_on=today)
    assert list(offered()) == ["DigComp 3.0 · Information", "DigComp 3.0 · Area"]
