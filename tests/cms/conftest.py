"""The tree of a new site, a shelf to write on, a country, and those who work in its office."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any

import pytest
from django.db import connection

from certification.models import Certificate
from cms.bootstrap import bootstrap_site, ensure_agency_catalog
from cms.models import AgencyCatalogPage
from people.models import Agency
from tests.certification.signing_environment import use_machinery
from tests.cms.factories import make_ministries
from tests.cms.office.registry import make_certificate
from tests.cms.written_pages import write_foreign, write_own
from tests.database import connected_to, written_database
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in


def write_shelf() -> AgencyCatalogPage:
    return ensure_agency_catalog(
        AgencyFactory(code="MOE", names={"my": "ပညာရေး", "en": "Education"})
    )


# What pages stand on, by the fixture that asks for it; the fullest comes first. No other fixture
# may have such a name.
GROUNDS: dict[str, Callable[[], Any]] = {
    "written": lambda: (bootstrap_site(), write_own(), write_foreign())[1:],
    "shelf": lambda: (bootstrap_site(), write_shelf())[1],
    "tree": bootstrap_site,
}


@pytest.fixture(scope="session")
def grounds(request, django_db_setup, django_db_blocker) -> Iterator[Callable[[str], Any]]:
    """The database of a ground and its pages, written once a run: each takes a second."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock(), ExitStack() as stack:

        @cache
        def open_ground(name: str) -> tuple[str, Any]:
            with django_db_blocker.unblock():
                return stack.enter_context(written_database(f"{worker}_{name}", GROUNDS[name]))

        with django_db_blocker.block():
            yield open_ground


@pytest.fixture
def ground(request, grounds) -> Iterator[None]:
    """The test works in the database that its fixtures stand on."""
    asked = (name for name in GROUNDS if name in request.fixturenames)
    name = next(asked, None)
    # Inside of what stands for a whole file its tests are there already.
    if name is None or connection.in_atomic_block:
        yield
        return
    with connected_to(grounds(name)[0]):
        yield


@pytest.fixture
def _django_db_helper(ground, _django_db_helper) -> None:
    """The ground comes before the transaction of the test, however that is asked for."""


@pytest.fixture(scope="module")
def standing_tree(grounds) -> Iterator[None]:
    """For what stands on the tree in all tests of a file."""
    with connected_to(grounds("tree")[0]):
        yield


@pytest.fixture
def tree(db) -> None:
    """What every new site has."""


@pytest.fixture
def shelf(db) -> AgencyCatalogPage:
    return AgencyCatalogPage.objects.get(agency__code="MOE", locale__language_code="en")


@pytest.fixture
def country(db) -> dict[str, Agency]:
    return make_ministries()


@pytest.fixture
def admin(client, db):
    return signed_in(client, admin=True)


@pytest.fixture
def secretariat(client, country):
    """Of the whole country."""
    return signed_in(client, "secretariat", agency=country["GOV"])


@pytest.fixture
def of_education(client, country):
    """A secretariat of one ministry only."""
    return signed_in(client, "secretariat", agency=country["MOE"])


@pytest.fixture
def registrar(client, country):
    return signed_in(client, "registrar", agency=country["MOE"])


@pytest.fixture
def auditor(client, country):
    return signed_in(client, "auditor", agency=country["MOE"])


@pytest.fixture
def machinery(settings, machinery_folder) -> None:
    """For tests of what is sealed."""
    use_machinery(settings, machinery_folder)


@pytest.fixture
def certificates(country, machinery) -> dict[str, Certificate]:
    """One of each ministry."""
    return {code: make_certificate(country[f"{code}-1"], code) for code in ("MOE", "MOH")}


@pytest.fixture
def own(certificates) -> Certificate:
    """The certificate that the registrar keeps."""
    return certificates["MOE"]
