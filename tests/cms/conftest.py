"""The tree of a new site, and a shelf to write on."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from cms.bootstrap import bootstrap, open_shelf
from cms.models import ShelfPage
from tests.people.factories import AgencyFactory


@pytest.fixture(autouse=True)
def own_thread() -> Iterator[None]:
    """Renditions and site roots are cached, and a request leaves its language behind."""
    cache.clear()
    with translation.override("my"):
        yield


@pytest.fixture
def tree(db) -> None:
    bootstrap()


@pytest.fixture
def shelf(tree) -> ShelfPage:
    return open_shelf(AgencyFactory(code="MOE", names={"my": "ပညာရေး", "en": "Education"}))
