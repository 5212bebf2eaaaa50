"""A country with a person of each role, made once for the tests of a file."""

from pathlib import Path

import pytest
from django.test import override_settings

from tests.architecture.access.roles import make_country
from tests.certification.signing_environment import use_machinery
from tests.database import standing

HERE = Path(__file__).parent
# Every address for every role, every link of every page, and workers that are killed.
LONGEST = {HERE / "access", HERE.parent / "flows"}


@pytest.hookimpl(trylast=True)  # after the shuffle, whose order all others keep
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files begin first: one that began last would leave the other cores idle."""
    items.sort(key=lambda item: LONGEST.isdisjoint(item.path.parents))


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker, machinery_folder, tmp_path_factory):
    media = tmp_path_factory.mktemp("country")
    places = {"VAR_DIR": machinery_folder, "KEYS_DIR": machinery_folder / "keys"}
    with (
        override_settings(MEDIA_ROOT=media, **places),
        standing(django_db_blocker, make_country) as made,
    ):
        made.media = media
        yield made


@pytest.fixture
def stored_files(settings, country, machinery_folder):
    """The keys and files that the country was made with."""
    use_machinery(settings, machinery_folder)
    settings.MEDIA_ROOT = country.media
