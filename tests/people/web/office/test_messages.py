"""The office sees that a person was told, and never the text, which may hold a link."""

import pytest

from people.messaging import notify_person
from tests.people.factories import PostingFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def person(tree):
    return PostingFactory(agency=tree["GAD"], person__email="khin@moha.example").person


def tell(person, number=1):
    for one in range(number):
        facts = {"answer": "A secret sentence"}
        notify_person(person, "people/name_refused", subject=str(one), facts=facts)


def test_the_subject_is_shown_and_the_text_is_not(client, person, tree):
    tell(person)
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.get(f"/en/office/people/{person.pk}/").text
    assert 'id="part-messages"' in page
    assert "secret" not in page


@pytest.mark.parametrize("kind", ["viewer", "line", "secretariat"])
def test_only_who_manages_the_person_sees_them(client, person, tree, kind):
    tell(person)
    signed_in(client, kind, agency=tree["GAD"])
    assert 'id="part-messages"' not in client.get(f"/en/office/people/{person.pk}/").text


def test_who_left_is_told_in_private(client, person, tree):
    tell(person)
    person.postings.update(valid_to="2025-01-01", end_reason="retired")
    signed_in(client, "hr", agency=tree["MOHA"])
    assert 'id="part-messages"' not in client.get(f"/en/office/people/{person.pk}/").text


def test_the_newest_twenty_are_enough(client, person, tree):
    tell(person, 25)
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.get(f"/en/office/people/{person.pk}/")
    [content] = [content for part, content in page.context["sections"] if part.key == "messages"]
    assert len(content["rows"]) == 20
