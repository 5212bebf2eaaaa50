"""Authors upload pictures: whole ones of a size that the machine can hold."""

import io
from itertools import chain

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.users.models import UserProfile
from wagtail.utils.file import hash_filelike

from tests.people.factories import PersonFactory
from tests.people.pictures.camera import CAMERA, take_sideways
from tests.people.sign_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CUT, MANY = "cut off or damaged", "too many pixels"


@pytest.fixture
def author(client):
    client.cookies["django_language"] = "en"
    return sign_in(client, PersonFactory(is_superuser=True, is_staff=True, language="en"))


def drawn(size, kind="JPEG"):
    file = io.BytesIO()
    picture = Image.effect_noise(size, 80) if size[0] < 2000 else Image.new("1", size)
    picture.save(file, kind)
    return file.getvalue()


def uploaded(content, name="office.jpg"):
    return SimpleUploadedFile(name, content)


def post_picture(client, content, name="office.jpg"):
    fields = {"title": "Office", "collection": Collection.objects.get(depth=1).pk, "tags": ""}
    return client.post(
        reverse("wagtailimages:add"), {**fields, "file": uploaded(content, name)}, follow=True
    )


def post_several(client, content):
    return client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Office", "files[]": uploaded(content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def post_portrait(client, content, name="me.jpg"):
    """One form holds all panels: the others are sent back as they were shown."""
    account = reverse("wagtailadmin_account")
    panels = chain.from_iterable(client.get(account).context["panels_by_tab"].values())
    fields = [field for panel in panels for field in panel.get_form() if field.name != "avatar"]
    shown = {field.html_name: field.value() or "Khin" for field in fields}
    return client.post(account, {**shown, "avatar-avatar": uploaded(content, name)}, follow=True)


def test_a_whole_picture_is_stored_upright_and_tells_no_camera(client, author):
    for post in (post_picture, post_several, post_portrait):
        assert post(client, take_sideways()).status_code == 200
    stored = [*get_image_model().objects.all(), UserProfile.get_for_user(author)]
    for row in stored:
        file = getattr(row, "file", None) or row.avatar
        content = file.read()
        assert Image.open(io.BytesIO(content)).size == (200, 300)
        assert CAMERA.encode() not in content
    picture = stored[0]
    assert (len(stored), picture.width, picture.height) == (3, 200, 300)
    picture.file.seek(0)
    assert (picture.file_size, picture.file_hash) == (
        picture.file.size,
        hash_filelike(picture.file),
    )


@pytest.mark.parametrize("post", [post_picture, post_several, post_portrait])
def test_a_picture_that_was_cut_off_says_so(client, author, post):
    content = drawn((300, 200))
    assert CUT in post(client, content[: len(content) // 2]).text
    assert not get_image_model().objects.exists()
    assert not UserProfile.get_for_user(author).avatar


def test_a_picture_of_very_many_pixels_is_refused(client, author):
    content = drawn((5001, 5000), "PNG")
    assert MANY in post_picture(client, content, "office.png").text
    assert MANY in post_portrait(client, content, "me.png").text
    assert not UserProfile.get_for_user(author).avatar


def test_a_portrait_is_taken_and_made_small(client, author):
    post_portrait(client, drawn((900, 300)))
    assert UserProfile.get_for_user(author).avatar.width == 400
