"""A figure of a past day reads the target of that day, however often it changed since."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan.models import PastTarget, Target
from plan.past import find_day_fault, keep_past
from tests.plan.factories import TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FIRST = dt.date(2026, 1, 1)
CHANGES = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 99)), max_size=6)


def after(days):
    return FIRST + dt.timedelta(days)


def change(target, since, **values):
    with transaction.atomic():
        keep_past(Target, [target.pk], since)
        Target.objects.filter(pk=target.pk).update(**values)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES)
def test_every_day_reads_what_was_asked_on_it(changes):
    with transaction.atomic():
        target = TargetFactory(headcount=50)
        asked = dict.fromkeys(range(-1, 14), 50)
        for since, headcount in sorted(changes, key=lambda one: one[0]):
            change(target, after(since), headcount=headcount)
            asked |= {day: headcount for day in asked if day >= since}
        found = Target.objects.get()
        assert {day: found.as_of(after(day)).headcount for day in asked} == asked
        transaction.set_rollback(True)


def test_all_that_a_target_asks_is_kept_and_what_it_is_about_stays():
    target = TargetFactory(headcount=40, baseline=4, source="letter 7")
    later = target.due_on - dt.timedelta(30)
    change(target, FIRST, headcount=60, baseline=6, source="letter 9", due_on=later)
    now = Target.objects.get()
    before = now.as_of(after(-1))
    assert (before.headcount, before.baseline, before.source) == (40, 4, "letter 7")
    assert (before.due_on, before.pk, before.skill) == (target.due_on, target.pk, target.skill)
    assert (now.as_of(FIRST).headcount, now.headcount) == (60, 60)


def test_a_target_changes_once_a_day():
    target = TargetFactory()
    change(target, FIRST, headcount=60)
    same = PastTarget.objects.get()
    same.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        same.save()


def test_a_change_counts_neither_from_a_day_to_come_nor_from_before_the_last_one():
    target, today = TargetFactory(), timezone.localdate()
    change(target, FIRST, headcount=60)
    faults = [find_day_fault(target, day) is not None for day in (after(-1), FIRST, today)]
    assert faults == [True, False, False]
    assert find_day_fault(target, today + dt.timedelta(1))
