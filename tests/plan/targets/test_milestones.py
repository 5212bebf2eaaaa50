"""Milestones are read as people write them."""

import datetime as dt

import pytest

from people.imports.cells import InvalidValue
from plan.targets import Milestone, read_milestones, write_milestones

pytestmark = pytest.mark.any_database
TWO = [Milestone(dt.date(2025, 12, 31), 200), Milestone(dt.date(2026, 6, 30), 400)]


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-31: 200; 2026-06-30: 400",
        "31.12.2025=200\n 30/6/2026 : 400 \n",
        "၂၀၂၅-၁၂-၃၁: ၂၀၀။ ၂၀၂၆-၀၆-၃၀: ၄၀၀%",
    ],
)
def test_days_with_values_are_read_in_either_digits(text):
    assert read_milestones(text) == TWO


def test_what_is_written_is_read():
    assert read_milestones(write_milestones(TWO)) == TWO
    assert read_milestones("") == []


@pytest.mark.parametrize(
    "text", ["2025-12-31", "soon: 3", "2025-12-31: many", "2025-01-01:1;" * 13]
)
def test_what_is_none_is_refused(text):
    with pytest.raises(InvalidValue):
        read_milestones(text)
