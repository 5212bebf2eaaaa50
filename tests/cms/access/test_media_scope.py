"""Who writes a text takes media of their agencies and those shared by all, whatever is sent."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.access.media_scope import find_foreign_media, usable_media
from cms.access.page_groups import share_media
from cms.access.shelves import ensure_collection
from cms.bootstrap import SHARED_MEDIA
from people.models import Person
from tests.cms.written_pages import foreign, own, shelf, trainer, written

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
Document = get_document_model()


@pytest.fixture
def documents(trainer, foreign):
    """One of the trainer's agency, one of another, one shared by all."""
    share_media(ensure_collection(SHARED_MEDIA))
    return {
        name: Document.objects.create(
            title=name, file=ContentFile(b"x", name="a.txt"), collection=ensure_collection(name)
        )
        for name in ("MOE", "MOH", SHARED_MEDIA)
    }


def test_own_and_shared_media_are_usable(trainer, documents):
    found = usable_media(Person.objects.get(pk=trainer.pk), Document)
    assert {one.title for one in found} == {"MOE", SHARED_MEDIA}


def test_media_of_others_and_none_at_all_are_foreign(trainer, documents):
    named = [(Document, str(one.pk)) for one in documents.values()]
    found = find_foreign_media(Person.objects.get(pk=trainer.pk), [*named, (Document, "987654")])
    assert found == {Document: {str(documents["MOH"].pk), "987654"}}


def test_a_number_is_one_of_its_own_kind(trainer, documents):
    own = str(documents["MOE"].pk)
    image = get_image_model()
    assert find_foreign_media(trainer, [(image, own)]) == {image: {own}}


def test_nothing_named_is_nothing_foreign(trainer):
    assert find_foreign_media(trainer, []) == {}
