"""Whoever replaces a file is told which pages show it, and of other agencies only how many."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document

from cms.access.shelves import ensure_collection
from tests.cms import factories as f
from tests.cms.written_pages import foreign, own, shelf, trainer, written

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def form(shelf):
    return Document.objects.create(
        title="The form",
        file=ContentFile(b"%PDF-1", "form.pdf"),
        collection=ensure_collection("MOE"),
    )


def link_to(document):
    return f'<a linktype="document" id="{document.pk}">The form</a>'


def told(client, document):
    return client.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()


def test_the_pages_are_named_beside_the_file(client, trainer, own, form):
    f.put_lesson(own["module"], slug="forms", title="Forms of the office", text=link_to(form))
    page = told(client, form)
    assert "ဤဖိုင်ကို ပြသထားသော စာမျက်နှာ ၁ ခု။" in page
    assert "“Forms of the office”" in page


def test_pages_of_other_agencies_are_counted_and_not_named(client, trainer, foreign, form):
    module = f.put_module(foreign["course"])
    f.put_lesson(module, slug="forms", title="Secret plans", text=link_to(form))
    page = told(client, form)
    assert "ဤဖိုင်ကို ပြသထားသော စာမျက်နှာ ၁ ခု။" in page
    assert "Secret plans" not in page


def test_a_file_that_no_page_shows_says_nothing(client, trainer, form):
    assert "ပြသထားသော စာမျက်နှာ" not in told(client, form)
