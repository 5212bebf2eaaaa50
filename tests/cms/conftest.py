"""The tree of a new site, and a shelf to write on."""

import pytest

from cms.bootstrap import bootstrap, open_shelf
from cms.models import ShelfPage
from tests.people.factories import AgencyFactory


@pytest.fixture
def tree(db) -> None:
    bootstrap()


@pytest.fixture
def shelf(tree) -> ShelfPage:
    return open_shelf(AgencyFactory(code="MOE", names={"my": "ပညာရေး", "en": "Education"}))
