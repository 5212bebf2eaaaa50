"""The agencies that the rosters of the tests name."""

import pytest

from tests.people.factories import AgencyFactory


@pytest.fixture
def agencies(db):
    return [AgencyFactory(code=code) for code in ("GAD", "MOE")]
