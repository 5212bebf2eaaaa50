"""The tree of a new site, a shelf to write on, a country, and those who work in its office."""

from collections.abc import Iterator

import pytest

from certification.models import Certificate
from cms.bootstrap import bootstrap_site, ensure_agency_catalog
from cms.models import AgencyCatalogPage
from people.models import Agency
from tests.certification.signing_environment import use_machinery
from tests.cms.office.registry import make_certificate
from tests.database import standing
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in


@pytest.fixture(scope="module")
def standing_tree(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Made once for the tests of a file."""
    with standing(django_db_blocker, bootstrap_site):
        yield


@pytest.fixture
def tree(standing_tree, db) -> None:
    """What every new site has."""


@pytest.fixture
def shelf(tree) -> AgencyCatalogPage:
    return ensure_agency_catalog(
        AgencyFactory(code="MOE", names={"my": "ပညာရေး", "en": "Education"})
    )


@pytest.fixture
def country(db) -> dict[str, Agency]:
    """A root with two ministries, each with an office."""
    root = AgencyFactory(code="GOV", kind="government", names={"my": "အစိုးရ", "en": "Government"})
    moe = AgencyFactory(parent=root, code="MOE", kind="ministry")
    moh = AgencyFactory(parent=Agency.objects.get(code="GOV"), code="MOH", kind="ministry")
    AgencyFactory(parent=moe, code="MOE-1")
    AgencyFactory(parent=moh, code="MOH-1")
    return {agency.code: agency for agency in Agency.objects.all()}


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
