"""A locked number stays; what is right stands beside it, by two people."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import Role
from reporting.models import LockedMonth, MonthAdjustment
from reporting.months import (
    approve_adjustment,
    ask_adjustment,
    get_public_month,
    lock_month,
    read_month,
)
from reporting.months.adjusting import (
    AdjustmentDecided,
    AdjustmentWaits,
    AdjustmentWithoutReason,
    FigureUnchanged,
    MoreThanServed,
    UnknownFigure,
    decline_adjustment,
    withdraw_adjustment,
)
from reporting.months.reproducing import reproduce_month
from tests.people.factories import PersonFactory, RoleFactory
from tests.reporting.factories import EvidenceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FIGURE = "held/MOHA/DC3-4.2/2"


def ask(month, by, value=4, **more):
    return ask_adjustment(
        month, FIGURE, value=value, **{"reason": "Late orders", "by": by, **more}
    )


def test_both_numbers_stand_side_by_side(locked, secretaries):
    first, second = secretaries
    row = ask(locked, first)
    assert read_month(locked).figures[FIGURE].value == 2
    approve_adjustment(row, by=second)
    figure = read_month(locked).figures[FIGURE]
    assert (figure.locked, figure.value, figure.adjustment.reason) == (2, 4, "Late orders")
    assert LockedMonth.objects.get().digest == locked.digest
    assert [one.gap for one in read_month(locked).targets if one.figure.id == FIGURE] == [0]
    acts = ModelLogEntry.objects.values_list("action", flat=True)
    assert {"month.lock", "month.ask", "month.approved"} <= set(acts)


def test_the_last_word_counts(locked, secretaries):
    first, second = secretaries
    approve_adjustment(ask(locked, first, 4), by=second)
    approve_adjustment(ask(locked, second, 3), by=first)
    assert read_month(locked).figures[FIGURE].value == 3
    with pytest.raises(FigureUnchanged):
        ask(locked, first, 3)


@pytest.mark.each_database
def test_what_was_decided_is_changed_by_no_statement(locked, secretaries):
    first, second = secretaries
    approve_adjustment(ask(locked, first), by=second)
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthAdjustment.objects.update(value=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthAdjustment.objects.all()._raw_delete("default")
    assert read_month(locked).figures[FIGURE].value == 4


def test_nobody_puts_it_right_alone(locked, secretaries, house):
    first, second = secretaries
    row = ask(locked, first)
    deputy = PersonFactory()
    RoleFactory(
        agency=house.root, kind=Role.Kind.SECRETARIAT, person=deputy, acting_for=first,
        valid_to=timezone.localdate() + timezone.timedelta(days=9),
    )  # fmt: skip
    for person in (first, deputy, house.hr):
        with pytest.raises(PermissionDenied):
            approve_adjustment(row, by=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthAdjustment.objects.update(
            answer_state="approved", decided_by=first, decided_at=timezone.now()
        )
    with pytest.raises(PermissionDenied):
        withdraw_adjustment(row, by=second)
    decline_adjustment(row, by=second, answer="They were counted.")
    with pytest.raises(AdjustmentDecided):
        approve_adjustment(row, by=second)
    assert read_month(locked).figures[FIGURE].value == 2


def test_what_is_asked_in_vain_says_why(locked, secretaries, house):
    first, second = secretaries
    with pytest.raises(PermissionDenied):
        ask(locked, house.hr)
    with pytest.raises(UnknownFigure):
        ask_adjustment(locked, "held/NO/X/1", value=1, reason="x", by=first)
    with pytest.raises(MoreThanServed):
        ask(locked, first, value=6)
    with pytest.raises(AdjustmentWithoutReason):
        ask(locked, first, reason=" ")
    with pytest.raises(FigureUnchanged):
        ask(locked, first, 2)
    row = ask(locked, first)
    with pytest.raises(AdjustmentWaits):
        ask(locked, second, 5)
    withdraw_adjustment(row, by=first)
    assert ask(locked, second, 5)


def test_what_comes_later_moves_nothing_that_was_locked(locked, house, last_month):
    EvidenceFactory(
        person=house.people[3], skill=house.skill, agency=house.north,
        acquired_on=last_month.first_day,
    )  # fmt: skip
    found = {one.figure.id: one for one in reproduce_month(locked).figures}
    assert (found[FIGURE].figure.value, found[FIGURE].today) == (2, 3)
    assert found[FIGURE].difference == 1
    out = StringIO()
    call_command("reproduce_figure", locked.code, FIGURE, stdout=out)
    assert "locked 2" in out.getvalue()
    assert "today's counting 3" in out.getvalue()
    assert "1 of 1 would be counted otherwise" in out.getvalue()


def test_the_last_locked_month_is_public_with_its_adjustment(
    house, secretaries, settings, last_month
):
    settings.SMALLEST_PUBLIC_NUMBER = 0
    first, second = secretaries
    lock_month(last_month.before)
    row = lock_month(last_month)
    lock_month(last_month.before.before)  # locked later, and earlier all the same
    assert get_public_month().code == last_month.code
    approve_adjustment(ask(row, first), by=second)
    told = {one.id: one for one in get_public_month().figures}[FIGURE]
    assert (told.held, told.locked, told.reason) == (4, 2, "Late orders")
    settings.SMALLEST_PUBLIC_NUMBER = 10
    assert get_public_month().list_told() == set()
