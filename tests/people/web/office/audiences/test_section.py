"""The page of a person names the audiences they are in."""

import pytest

from people.audiences import PeopleRule
from people.audiences.keeping import keep_audience
from tests.people.factories import PostingFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PEOPLE = "/en/office/people/"
NAMES = {"my": "အရာရှိများ", "en": "Officers"}


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"])


@pytest.fixture
def official(tree):
    return PostingFactory(agency=tree["GAD"], person__name_en="Hla").person


def test_the_page_of_a_person_names_their_audiences(client, tree, hr, official):
    audience = keep_audience(tree["MOHA"], NAMES, PeopleRule(), by=hr)
    assert (
        f'href="/en/office/audiences/{audience.pk}/"' in client.get(f"{PEOPLE}{official.pk}/").text
    )
