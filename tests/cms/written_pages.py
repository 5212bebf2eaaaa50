"""Courses, banks and translations of two agencies, and a trainer of one of them."""

import pytest

from cms.bootstrap import ensure_agency_catalog
from people.models import Person
from tests.cms.factories import in_burmese, put_bank, put_course, put_lesson, put_module, put_quiz
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in


def write_foreign():
    """A course and a bank of another agency, the course in Burmese too."""
    shelf = ensure_agency_catalog(AgencyFactory(code="MOH"))
    course = put_course(shelf, slug="health", title="Health data")
    in_burmese(course)
    return {"course": course, "bank": put_bank(shelf, slug="health-bank", title="Foreign bank")}


def write_own():
    shelf = ensure_agency_catalog(
        AgencyFactory(code="MOE", names={"my": "ပညာရေး", "en": "Education"})
    )
    course = put_course(shelf)
    module = put_module(course)
    bank = put_bank(shelf)
    lesson = put_lesson(module)
    quiz = put_quiz(module, bank)
    in_burmese(course)
    return {
        "shelf": shelf,
        "course": course,
        "module": module,
        "lesson": lesson,
        "bank": bank,
        "quiz": quiz,
    }


@pytest.fixture
def written(grounds):
    """The pages of both agencies, written once for all tests."""
    return grounds("written")[1]


def read_again(pages):
    return {name: type(page).objects.get(pk=page.pk) for name, page in pages.items()}


@pytest.fixture
def own(written, db):
    return read_again(written[0])


@pytest.fixture
def foreign(written, db):
    return read_again(written[1])


@pytest.fixture
def shelf(own):
    return own["shelf"]


@pytest.fixture
def trainer(client, shelf, own):
    return Person.objects.get(pk=signed_in(client, "trainer", agency=shelf.agency).pk)
