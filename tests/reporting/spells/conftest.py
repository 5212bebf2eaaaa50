"""Sums of units as small as those of tests."""

import pytest

from reporting.figures import counting
from reporting.spells import tallies


@pytest.fixture(scope="module")
def small_sums():
    """Units of two agencies and a person are large."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tallies, "FEWEST_AGENCIES", 2)
        patch.setattr(counting, "FEWEST_AGENCIES", 2)
        patch.setattr(tallies, "_FEWEST_PEOPLE", 1)
        yield
