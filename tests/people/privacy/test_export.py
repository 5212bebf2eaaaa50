"""The copy itself: a zip with JSON and a page."""

import io
import json
import zipfile

import pytest
from django.utils import timezone

from people.models import Message
from people.privacy.export import list_data_sections, write_archive
from tests.people.factories import ChargeFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


def read_copy(person, language="en"):
    """Return the sections, and the page."""
    file = io.BytesIO()
    write_archive(person, file, language=language)
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["data.json", "data.html", "font.woff2"]
        data = json.loads(archive.read("data.json"))
        return data["sections"], archive.read("data.html").decode()


def test_a_copy_tells_of_the_person_and_of_nobody_else():
    posting = PostingFactory(person__name_en="Khin Myo", person__email="khin@example.org")
    charge = ChargeFactory(person=posting.person)
    PersonFactory(name_en="Somebody Else")
    data, page = read_copy(posting.person)
    assert data["account"][0]["email"] == "khin@example.org"
    assert data["postings"][0]["agency"] == posting.agency.names
    assert data["charges"][0]["agency"] == charge.agency.names
    assert "Khin Myo" in page
    assert posting.agency.names["en"] in page
    assert "Somebody Else" not in page + json.dumps(data)


def test_every_section_stands_in_it_also_an_empty_one():
    data, page = read_copy(PersonFactory())
    assert list(data) == [section.key for section in list_data_sections()]
    assert data["postings"] == []
    assert "Nothing is kept." in page


@pytest.mark.any_database
def test_what_people_typed_is_shown_as_text():
    _data, page = read_copy(PersonFactory(name_en="<script>x</script>"))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.any_database
def test_no_password_and_no_digest_is_in_it():
    person = PersonFactory()
    data, page = read_copy(person)
    assert person.password not in page + json.dumps(data)


@pytest.mark.any_database
def test_a_burmese_page_says_so_and_has_burmese_words():
    _data, page = read_copy(PersonFactory(), "my")
    assert '<html lang="my">' in page
    assert "သင့်အကြောင်း သိမ်းဆည်းထားသည်များ အားလုံး" in page


def test_a_long_history_costs_no_more_questions(django_assert_max_num_queries):
    person = PersonFactory()
    facts = {"name": "x", "answer": ""}
    Message.objects.bulk_create(
        Message(
            person=person,
            kind="people/name_granted",
            subject=str(number),
            facts=facts,
            created_at=timezone.now(),
        )
        for number in range(40)
    )
    with django_assert_max_num_queries(52):
        data, _page = read_copy(person)
    assert len(data["messages"]) == 40
