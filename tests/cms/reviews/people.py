"""An agency whose reviewers publish, and the people around a page that waits for them."""

import pytest
from wagtail_localize.models import StringTranslation

from cms.models import PageReview
from cms.reviews import submit_for_review
from people.models import Agency, Person
from tests.people.factories import RoleFactory


def somebody(kind, agency):
    return Person.objects.get(pk=RoleFactory(kind=kind, agency=agency).person.pk)


def again(row):
    """Read anew, with nothing remembered."""
    return type(row).objects.get(pk=row.pk)


def rights(person, page):
    return again(page).permissions_for_user(again(person))


def write(page, person, title="Anew"):
    """Save a draft."""
    page = again(page)
    page.title = title
    page.save_revision(user=person)
    return again(page)


@pytest.fixture
def reviewed(shelf):
    """The agency, which has its work published by reviewers."""
    Agency.objects.filter(pk=shelf.agency_id).update(publishing=Agency.Publishing.REVIEWER)
    return Agency.objects.get(pk=shelf.agency_id)


@pytest.fixture
def author(reviewed):
    return somebody("trainer", reviewed)


@pytest.fixture
def reviewer(reviewed):
    return somebody("reviewer", reviewed)


@pytest.fixture
def other_reviewer(reviewed):
    return somebody("reviewer", reviewed)


def hand_in(page, author, **fields) -> PageReview:
    return submit_for_review(write(page, author), by=again(author), **fields)


def translate(page, *, by=None, words="အသစ်"):
    """Change a sentence of the page, as the editor of translations does."""
    sentences = StringTranslation.objects.filter(context__object_id=page.translation_key)
    sentence = sentences.filter(locale=page.locale).order_by("pk").first()
    sentence.data, sentence.last_translated_by = words, by
    sentence.save()
