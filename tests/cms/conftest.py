"""The tree of a new site, and a shelf to write on."""

from collections.abc import Iterator

import pytest

from cms.bootstrap import bootstrap, open_shelf
from cms.models import ShelfPage
from people.models import Agency
from tests.database import standing
from tests.people.factories import AgencyFactory


@pytest.fixture(scope="module")
def standing_tree(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Made once for the tests of a file."""
    with standing(django_db_blocker, bootstrap):
        yield


@pytest.fixture
def tree(standing_tree, db) -> None:
    """What every new site has."""


@pytest.fixture
def shelf(tree) -> ShelfPage:
    return open_shelf(AgencyFactory(code="MOE", names={"my": "ပညာရေး", "en": "Education"}))


@pytest.fixture
def country(db):
    """A root with two ministries, each with an office."""
    root = AgencyFactory(code="GOV", kind="government", names={"my": "အစိုးရ", "en": "Government"})
    moe = AgencyFactory(parent=root, code="MOE", kind="ministry")
    moh = AgencyFactory(parent=Agency.objects.get(code="GOV"), code="MOH", kind="ministry")
    AgencyFactory(parent=moe, code="MOE-1")
    AgencyFactory(parent=moh, code="MOH-1")
    return {agency.code: agency for agency in Agency.objects.all()}
