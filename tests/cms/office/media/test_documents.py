"""Documents are handed out by their address to those who may use or read them, to nobody else."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from cms.models import HomePage, InfoPage
from tests.cms import factories as f
from tests.cms.written_pages import foreign, own, shelf, trainer, written

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def form(shelf):
    return Document.objects.create(title="Form", file=ContentFile(b"%PDF-1", "form.pdf"))


@pytest.fixture
def page(form):
    front = HomePage.objects.get(locale=f.locale("en"))
    about = InfoPage(title="About", slug="about-forms")
    about.body = [("download", {"title": "Form", "document": form})]
    return f.put(front, about)


def test_a_document_of_a_page_of_the_site_is_read_by_everybody(client, form, page):
    assert f'href="{form.url}"' in client.get(page.url).content.decode()
    answer = client.get(form.url, headers={"Range": "bytes=0-3"})
    assert (answer.status_code, b"".join(answer)) == (206, b"%PDF")
    assert answer["Content-Type"] == "application/pdf"


def test_a_document_goes_with_the_page(client, form, page):
    page.unpublish()
    assert client.get(form.url).status_code == 404


def test_a_document_that_no_page_shows_is_found_by_counting_in_vain(client, form):
    assert client.get(form.url).status_code == 404


def test_a_document_of_a_draft_is_not_handed_out(client, form, own):
    f.put_lesson(
        own["module"],
        slug="draft",
        text=f'<a linktype="document" id="{form.pk}">Form</a>',
        publish=False,
    )
    assert client.get(form.url).status_code == 404
