"""Each part of a person's page is shown to whom it is for, at a bounded price."""

import pytest

from people.messaging import notify_person
from people.renaming import ask_for_name, decide_about_name
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.fixture
def official(tree):
    person = PersonFactory(name_en="Sandar Yi", email="yi@moha.example")
    return PostingFactory(person=person, agency=tree["GAD"]).person


def page_of(client, person):
    return client.get(f"/en/office/people/{person.pk}/").text


def rename(person, by):
    asked = ask_for_name(person, name_my="", name_en="Sanda Yi")
    decide_about_name(asked, by=by, is_granted=True)


def test_the_office_sees_what_was_written_and_who_changed_what(client, official, tree):
    hr = signed_in(client, "hr", agency=tree["MOHA"], name_en="Hla Hla")
    rename(official, hr)
    page = page_of(client, official)
    assert "Not sent yet" in page
    assert "Name put right at the person" in page
    assert "<del>Sandar Yi</del> → <ins>Sanda Yi</ins>" in page
    assert "Daw Hla Hla" in page


def test_other_readers_see_neither(client, official, tree):
    rename(official, PersonFactory())
    signed_in(client, "secretariat", agency=tree["MM"])
    page = page_of(client, official)
    assert "Who changed what" not in page
    assert "Not sent yet" not in page


def test_no_text_of_a_message_is_shown(client, official, tree):
    facts = {"name": "Sanda", "answer": "SECRET-WORD"}
    notify_person(official, "people/name_refused", subject="1", facts=facts)
    signed_in(client, "hr", agency=tree["MOHA"])
    assert "SECRET-WORD" not in page_of(client, official)


def test_a_page_full_of_sections_has_a_budget(
    client, official, tree, django_assert_max_num_queries
):
    hr = signed_in(client, "hr", agency=tree["MOHA"])
    rename(official, hr)
    for number in range(5):
        facts = {"name": "x", "answer": ""}
        notify_person(official, "people/name_refused", subject=f"n{number}", facts=facts)
    page_of(client, official)
    with django_assert_max_num_queries(31):
        page_of(client, official)
