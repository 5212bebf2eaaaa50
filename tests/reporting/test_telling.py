"""Whoever asked is told once what was decided, in their language and with the answer."""

import pytest
from django.utils import translation

from people.messaging import render_message
from people.models import Message
from people.text.formatting import month_name
from plan.capacity import (
    Need,
    QuarterPlan,
    choose_priority,
    decide_capacity,
    start_capacity,
    submit_capacity,
)
from reporting.months import approve_adjustment, ask_adjustment
from reporting.months.adjusting import decline_adjustment
from reporting.telling import tell_submitter
from tests.people.factories import RoleFactory
from tests.plan.factories import SkillFactory

FIGURE = "held/MOHA/DC3-4.2/2"
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def plan(house):
    hr = RoleFactory(agency=house.gad).person
    plan = start_capacity(house.gad, 2026, by=hr)
    choose_priority(
        plan, Need(SkillFactory(), 2, 10, 7), importance=3, quarters=[QuarterPlan(1, 5, 0)], by=hr
    )
    return submit_capacity(plan, by=hr)


def test_whoever_handed_a_plan_up_hears_of_each_decision(house, plan):
    sender, above = plan.submitted_by, RoleFactory(agency=house.moha).person
    back = decide_capacity(plan, approves=False, answer="Too dear.", by=above)
    again = submit_capacity(back, by=sender)
    decide_capacity(again, approves=True, answer="", by=above)
    with translation.override("en"):
        told = [render_message(one) for one in sender.messages.order_by("pk")]
    assert [one.subject.split(":")[0] for one in told] == ["Given back", "Approved"]
    assert "Answer: Too dear." in told[0].paragraphs
    assert any(f"/office/capacity/{plan.pk}/" in one for one in told[1].paragraphs)
    assert not above.messages.exists()


def test_handing_a_plan_up_tells_nobody_that_it_was_decided(plan):
    tell_submitter(action="capacity.submit", row=plan)
    assert not Message.objects.exists()


def test_whoever_asked_for_another_figure_is_told(locked, secretaries):
    first, second = secretaries
    decisions = ((5, approve_adjustment, "5 stands beside"), (3, decline_adjustment, "stays"))
    for value, decide, words in decisions:
        row = ask_adjustment(locked, FIGURE, value=value, reason="Late orders", by=first)
        decide(row, by=second, answer="Seen.")
        message = first.messages.get(subject=str(row.pk))
        with translation.override("en"):
            letter, month = render_message(message), month_name(locked.month)
        told = " ".join(letter.paragraphs)
        assert month in letter.subject
        assert "Home Affairs · Protecting data · Level 2" in told
        assert words in told
        assert f"/office/months/{locked.code}/" in told
    assert not second.messages.exists()
