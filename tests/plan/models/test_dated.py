"""A dated row reads as it was; what was written about the past stays beside it."""

import datetime as dt

import pytest

from plan.models import DatedModel, PastTarget, Target
from tests.plan.factories import TargetFactory

CHANGED = dt.date(2026, 1, 1)
BEFORE = CHANGED - dt.timedelta(1)


def make_changed(**fields):
    """Make a target of which 40 people were asked before it changed."""
    target = TargetFactory(**fields)
    kept = {name: getattr(target, name) for name in Target.KEPT_FIELDS} | {"headcount": 40}
    PastTarget.objects.create(current=target, until=CHANGED, **kept)
    return target


@pytest.mark.any_database
@pytest.mark.parametrize("model", DatedModel.__subclasses__())
def test_the_past_keeps_what_may_change_and_is_told_by_its_ends_in_order(model):
    past = model._meta.get_field("past").related_model
    kept = {field.name for field in past._meta.concrete_fields} - {"id", "current", "until"}
    assert set(model.KEPT_FIELDS) == kept != set()
    assert past._meta.ordering == ["until"]


@pytest.mark.django_db
@pytest.mark.any_database
def test_only_a_day_before_a_change_reads_a_copy():
    target, unchanged = make_changed(), TargetFactory()
    assert unchanged.as_of(dt.date.min) is unchanged
    assert target.as_of(CHANGED) is target
    earlier = target.as_of(BEFORE)
    earlier.headcount += 1
    assert (earlier == target, target.headcount) == (True, 10)
    assert target.as_of(BEFORE).headcount == 40


@pytest.mark.django_db
@pytest.mark.any_database
def test_many_rows_are_read_as_they_were_with_one_further_query(django_assert_num_queries):
    for level in range(1, 6):
        make_changed(level=level)
    with django_assert_num_queries(2):
        rows = Target.objects.prefetch_related("past")
        assert [row.as_of(BEFORE).headcount for row in rows] == [40] * 5
