"""Three people of an office."""

import pytest

from tests.certification.batch_factories import make_people


@pytest.fixture
def people(country):
    return make_people(country["MOE-1"], 3)
