"""The page on which a person reads who can see their data, and who looked."""

import pytest

from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PAGE = "/en/details/readers/"


def test_opening_the_page_of_a_person_is_told_to_the_person(client, tree):
    person = PostingFactory(agency=tree["GAD"]).person
    signed_in(client, "hr", agency=tree["MOHA"], name_en="Aye Aye")
    sign_in(client, person)
    page = client.get(PAGE).text
    assert "Nobody has looked" in page
    assert "Daw Aye Aye" in page  # she may
    signed_in(client, "hr", agency=tree["MOHA"], name_en="Mya Mya")
    assert client.get(f"/en/office/people/{person.pk}/").status_code == 200
    assert client.get("/en/office/people/export.csv").status_code == 200
    sign_in(client, person)
    page = client.get(PAGE).text
    assert page.count("Daw Mya Mya") == 2
    assert "Nobody has looked" not in page


def test_who_serves_nowhere_is_told_so(client):
    sign_in(client, PersonFactory())
    assert "you serve in none" in client.get(PAGE).text
