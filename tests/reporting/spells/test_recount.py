"""A recount finds what differs from the facts, and mends it."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from plan.models import Measure
from reporting.figures.coverage import count_coverage
from reporting.models import Spell, TallyCell
from reporting.spells import fold_all, recount_figures, refresh_tallies
from tests.reporting.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(house, small_sums):
    fold_all()
    refresh_tallies()
    assert TallyCell.objects.exists()
    assert recount_figures().is_right
    return house


def held_in(house):
    [cell] = count_coverage([house.moha], [(house.skill, 2)], day=DAY, measure=Measure.HELD)
    return cell.count


def test_a_sum_that_differs_is_found_and_mended(counted):
    TallyCell.objects.filter(tally__unit=counted.moha).update(change=F("change") + 1)
    assert held_in(counted) == 3
    assert recount_figures(mend=True).units == (counted.moha.pk,)
    assert recount_figures().is_right
    assert held_in(counted) == 2


def test_spells_that_differ_are_found_and_mended(counted, caplog):
    wrong = counted.people[2]
    Spell.objects.filter(person=wrong).update(starts_on=DAY + dt.timedelta(days=1))
    with pytest.raises(CommandError, match="1 people and 3 units differ"):
        call_command("recount_figures")
    assert "Figures differ from the facts" in caplog.text
    call_command("recount_figures", "--mend")
    call_command("recount_figures")
    assert held_in(counted) == 2


def test_who_is_stale_is_not_wrong(counted):
    counted.people[2].postings.update(valid_from=DAY)
    assert recount_figures().is_right
