"""A month is locked once, for good, and shown before."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Person
from plan.models import Target
from reporting.models import LockedMonth
from reporting.months import (
    Month,
    approve_adjustment,
    ask_adjustment,
    lock_due_months,
    lock_month,
    preview_month,
)
from reporting.months.locking import (
    MonthLocked,
    MonthNotOver,
    NothingToLock,
    PreviewOutdated,
    list_lockable,
)
from reporting.months.sealing import load_month_file
from tests.people.factories import PostingFactory
from tests.plan.factories import SkillFactory, TargetFactory
from tests.reporting.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


def test_a_month_holds_targets_ministries_and_what_they_were_counted_from(locked, house):
    found = load_month_file(locked)
    assert found["figures"]["held/MOHA/DC3-4.2/2"]["value"] == 2
    assert found["figures"]["held/MM/DC3-4.2/2"]["posted"] == 5
    # Of Education, which has no target, the headline is there; of a township its target.
    assert {"held/MOE/DC3-4.2/2", "held/GAD-N/DC3-4.2/2"} <= found["figures"].keys()
    assert found["units"]["MOHA"] | {"names": 0} == {
        "names": 0, "kind": house.moha.kind, "place": "ministry", "under": "MM",
        "posted": 5, "matched": 0, "roster_on": None,
    }  # fmt: skip
    assert [(one["figure"], one["asked"]) for one in found["targets"]] == [
        ("held/MOHA/DC3-4.2/2", 4),
        ("held/GAD-N/DC3-4.2/2", 2),
    ]
    assert found["locked_by"] == "schedule"
    assert found["index"]["officials_trained"] == 2


def test_a_locked_month_never_moves(locked, last_month):
    for act in (
        lambda: LockedMonth.objects.update(digest="0" * 64),
        lambda: LockedMonth.objects.filter(pk=locked.pk).update(content="{}"),
        lambda: LockedMonth.objects.filter(pk=locked.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    with pytest.raises(MonthLocked):
        lock_month(last_month)


@pytest.mark.any_database
def test_what_is_not_over_or_asks_nothing_is_not_locked(house):
    with pytest.raises(MonthNotOver):
        preview_month(Month.of(timezone.localdate()))
    Target.objects.all().delete()
    with pytest.raises(NothingToLock):
        preview_month(Month.last_ended())
    assert lock_due_months() == []


@pytest.mark.any_database
def test_the_secretariat_locks_what_it_looked_at(house, secretaries, last_month):
    preview = preview_month(last_month)
    with pytest.raises(PermissionDenied):
        lock_month(last_month, by=house.hr, digest=preview.digest)
    EvidenceFactory(person=house.people[0], skill=house.skill, agency=house.moha)
    with pytest.raises(PreviewOutdated):
        lock_month(last_month, by=secretaries[0], digest=preview.digest)
    row = lock_month(last_month, by=secretaries[0], digest=preview_month(last_month).digest)
    assert (row.locked_by, load_month_file(row)["locked_by"]) == (secretaries[0], "secretariat")


@pytest.mark.any_database
def test_a_preview_says_what_changed_since_the_last_month(house, last_month):
    lock_month(last_month.before)
    assert preview_month(last_month).changes == []
    EvidenceFactory(
        person=house.people[3], skill=house.skill, agency=house.north,
        acquired_on=last_month.first_day,
    )  # fmt: skip
    TargetFactory(agency=house.moha, skill=SkillFactory(code="DC3-4.3"), headcount=1)
    found = {
        one.figure["id"]: (one.before, one.difference) for one in preview_month(last_month).changes
    }
    assert found["held/MOHA/DC3-4.2/2"] == (2, 1)
    assert found["held/MOHA/DC3-4.3/2"] == (None, 0)


def test_a_preview_compares_with_what_was_put_right(house, secretaries, last_month):
    first, second = secretaries
    before = lock_month(last_month.before)
    row = ask_adjustment(before, "held/MOHA/DC3-4.2/2", value=3, reason="Late", by=first)
    approve_adjustment(row, by=second)
    [change] = preview_month(last_month).changes
    assert (change.before, change.difference) == (3, -1)


@pytest.mark.any_database
def test_the_schedule_locks_every_month_that_is_due(house, settings, last_month):
    settings.LOCK_MONTH_ON = 0
    assert lock_due_months() == []
    lock_month(last_month.before.before)
    settings.LOCK_MONTH_ON = 1
    assert [row.code for row in lock_due_months()] == [last_month.before.code, last_month.code]
    assert lock_due_months() == []
    assert last_month not in list_lockable()


@pytest.mark.any_database
def test_the_schedule_waits_for_its_day(house, settings):
    settings.LOCK_MONTH_ON = timezone.localdate().day + 1
    assert lock_due_months() == []


@pytest.mark.any_database
def test_many_targets_cost_no_more_queries(house, last_month):
    def count_queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            preview_month(last_month)
        return len(found)

    few = count_queries()
    for number in range(20):
        TargetFactory(agency=house.south, skill=SkillFactory(code=f"DC3-8.{number}"))
    assert count_queries() == few <= 30


@pytest.mark.any_database
def test_who_reads_is_nobody_in_particular(locked):
    assert not Person.objects.filter(is_superuser=True).exists()
    assert locked.locked_by is None


@pytest.mark.any_database
def test_a_month_counts_by_the_day_it_ends(house, last_month):
    late = PostingFactory(agency=house.moe, valid_from=last_month.last_day + dt.timedelta(1))
    EvidenceFactory(person=late.person, skill=house.skill, agency=house.moe)
    assert preview_month(last_month).content["units"]["MOE"]["posted"] == 0
