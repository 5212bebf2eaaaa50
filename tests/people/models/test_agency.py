import datetime as dt

import pytest

from people.models import Agency

pytestmark = pytest.mark.django_db


def test_an_agency_is_named_in_the_language_of_the_reader():
    agency = Agency.add_root(
        code="MOE", kind="ministry", names={"my": "ပညာရေး", "en": "Education"}
    )
    assert agency.name == "ပညာရေး"


@pytest.mark.parametrize(
    ("day", "exists"),
    [("2023-12-31", False), ("2024-01-01", True), ("2024-12-31", True), ("2025-01-01", False)],
)
def test_an_agency_exists_until_the_day_before_its_end(day, exists):
    years = {"valid_from": dt.date(2024, 1, 1), "valid_to": dt.date(2025, 1, 1)}
    assert Agency(**years).exists_on(dt.date.fromisoformat(day)) == exists
