"""The small ministry of the reports, for the page that they lead to."""

import pytest

from tests.reporting.conftest import as_hr, as_township, build_house

__all__ = ["as_hr", "as_township"]


@pytest.fixture
def house(db):
    return build_house()
