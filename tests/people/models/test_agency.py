import pytest

from people.models import Agency

pytestmark = pytest.mark.django_db


def test_an_agency_is_named_in_the_language_of_the_reader():
    agency = Agency.add_root(
        code="MOE", kind="ministry", names={"my": "ပညာရေး", "en": "Education"}
    )
    assert agency.name == "ပညာရေး"
