"""The short form: folds of some hundred people are killed, and no figure differs."""

import pytest

from reporting.figures import counting
from reporting.spells import tallies
from tests.faults.figures import run_folds

pytestmark = [pytest.mark.services, pytest.mark.slow]


def test_figures_are_right_whenever_a_fold_is_killed(committed_db, monkeypatch):
    # So few people have sums, too; the processes that are forked know it.
    for place in (tallies, counting):
        monkeypatch.setattr(place, "FEWEST_AGENCIES", 2)
    monkeypatch.setattr(tallies, "_FEWEST_PEOPLE", 1)
    result = run_folds(300, kills=4, changes=200)
    assert result.kills >= 4
    assert result.events > 0
    assert result.wrong == [], result
