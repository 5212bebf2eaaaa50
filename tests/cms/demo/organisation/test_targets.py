import pytest

from cms.demo.organisation.targets import round_headcount


@pytest.mark.parametrize(
    ("share", "people", "headcount"), [(0.2, 17, 1), (4.4, 17, 4), (323.0, 1300, 320)]
)
def test_targets_are_round_numbers_of_people(share, people, headcount):
    assert round_headcount(share, people) == headcount
