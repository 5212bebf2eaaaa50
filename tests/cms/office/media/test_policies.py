"""Pictures and documents of an agency are told to nobody else, and lie in its collection."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import override_settings
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.access.shelves import ensure_collection
from cms.bootstrap import SHARED_MEDIA, ensure_agency_catalog
from people.models import Agency
from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.database import connected_to, standing
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.any_database]
WHOSE = {"own": "MOE", "foreign": "MOH", "shared": SHARED_MEDIA}


def picture():
    file = ContentFile(b"", name="picture.png")
    Picture.new("RGB", (4, 4)).save(file, "PNG")
    return ImageFile(file, name="picture.png")


def bring_media():
    rows = {}
    for whose, name in WHOSE.items():
        collection = ensure_collection(name)
        rows[whose] = (
            Image.objects.create(title=f"{whose} picture", file=picture(), collection=collection),
            Document.objects.create(
                title=f"{whose} document",
                file=ContentFile(b"x", name="a.txt"),
                collection=collection,
            ),
        )
    return rows


@pytest.fixture(scope="module")
def brought(grounds, django_db_blocker, tmp_path_factory):
    """The media of both agencies and the shared ones, brought once for all tests."""
    folder = tmp_path_factory.mktemp("media")
    place = connected_to(grounds("written")[0])
    media = override_settings(MEDIA_ROOT=folder)
    with place, media, standing(django_db_blocker, bring_media) as rows:
        yield rows, folder


@pytest.fixture
def media(brought, settings):
    rows, settings.MEDIA_ROOT = brought
    return rows


ADDRESSES = [
    "api/main/images/",
    "api/main/images/{image}/",
    "api/main/documents/",
    "api/main/documents/{document}/",
    "images/",
    "documents/",
    "images/chooser/",
    "images/chooser/chosen/{image}/",
    "images/chooser/chosen-multiple/?id={image}",
    "images/chooser/{image}/select_format/",
    "documents/chooser/",
    "documents/chooser/chosen/{document}/",
    "documents/chooser/chosen-multiple/?id={document}",
    "images/{image}/",
    "images/usage/{image}/",
    "images/{image}/generate_url/",
    "documents/edit/{document}/",
    "documents/usage/{document}/",
    *(
        f"bulk/{model}/{action}/?next=/cms/&{ids}"
        for model, row in (("wagtailimages/image", "image"), ("wagtaildocs/document", "document"))
        for action in ("add_tags", "add_to_collection", "delete")
        for ids in ("id=all", f"id={{{row}}}", f"id=%20{{{row}}}")
    ),
]


def ask(client, address, row):
    return client.get("/cms/" + address.format(image=row[0].pk, document=row[1].pk))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("kind", ["trainer", "translator", "secretariat"])
def test_no_address_tells_of_media_of_others(client, shelf, media, kind, address):
    signed_in(client, kind, agency=shelf.agency)
    assert "foreign " not in ask(client, address, media["foreign"]).content.decode()


@pytest.mark.parametrize("address", ADDRESSES[:13])
def test_a_trainer_finds_those_of_the_agency(client, trainer, media, address):
    assert "own " in ask(client, address, media["own"]).content.decode()


@pytest.mark.parametrize("whose", ["foreign", "gone"])
def test_the_editor_of_translations_is_answered_for_a_picture_that_it_cannot_show(
    client, trainer, media, whose
):
    """Its script asks for the title and the thumbnail of whatever comes, and stops without."""
    row = media["foreign"] if whose == "foreign" else (Image(pk=987654), Document())
    answer = ask(client, "api/main/images/{image}/", row)
    told = json.loads(answer.content)
    assert answer.status_code == 404
    assert told["title"]
    assert set(told["thumbnail"]) == {"url", "width", "height"}


@pytest.mark.parametrize("address", ["images/{image}/", "documents/edit/{document}/"])
@pytest.mark.parametrize("whose", ["foreign", "shared"])
def test_a_trainer_changes_no_media_of_others_and_none_that_are_shared(
    client, trainer, media, address, whose
):
    assert ask(client, address, media["own"]).status_code == 200
    assert ask(client, address, media[whose])["Location"] == "/cms/"


@pytest.mark.parametrize("address", ["images/{image}/delete/", "documents/delete/{document}/"])
def test_only_administrators_delete_media(client, trainer, media, address):
    assert ask(client, address, media["own"])["Location"] == "/cms/"
    signed_in(client, admin=True)
    assert ask(client, address, media["own"]).status_code == 200


@pytest.mark.parametrize("address", ["wagtailimages:add", "wagtaildocs:add_multiple"])
def test_new_media_go_to_the_collection_of_the_own_agency_unless_another_is_chosen(
    client, shelf, own, address
):
    below = AgencyFactory(code="AAA", parent=Agency.objects.get(pk=shelf.agency_id))
    ensure_agency_catalog(below)
    signed_in(client, "trainer", agency=shelf.agency)
    page = client.get(reverse(address)).content.decode()
    choices = page.partition('name="collection"')[2] or page.partition("collection")[2]
    assert 0 < choices.find("MOE") < choices.find("AAA")
    assert SHARED_MEDIA not in choices
