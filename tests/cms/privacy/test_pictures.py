"""A picture that was stored as its camera wrote it is stripped; questions stay what they are."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from wagtail.images import get_image_model
from wagtail.users.models import UserProfile

from cms.models import BankPage
from courses.models import ItemVersion
from tests.cms import factories as f
from tests.people.factories import PersonFactory
from tests.people.pictures.camera import CAMERA, take_sideways

pytestmark = pytest.mark.any_database


def test_what_is_stored_is_stripped_once_and_no_question_becomes_another(
    shelf, capsys, django_capture_on_commit_callbacks
):
    kept = get_image_model().objects
    picture, broken = (
        kept.create(title="Office", file=ImageFile(ContentFile(take_sideways()), "office.jpg"))
        for _time in range(2)
    )
    with broken.file.storage.open(broken.file.name, "wb") as file:
        file.write(take_sideways()[:900])
    portrait = UserProfile.get_for_user(PersonFactory())
    portrait.avatar.save("me.jpg", ContentFile(take_sideways()))
    item = f.item()
    shown = {"image": picture.pk, "alt": "An office", "is_decorative": False}
    item.media = [{"type": "picture", "id": "a", "value": shown}]
    bank = f.put_bank(shelf, items=[item])
    before, version = picture.file.name, ItemVersion.objects.get()
    asked = picture.renditions.get()
    drawn = ImageFile(ContentFile(take_sideways()), "office.max-165x165.jpg")
    thumbnail = picture.renditions.create(filter_spec="max-165x165", file=drawn)

    for answer in ("2 of 3", "0 of 3"):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("strip_pictures")
        assert answer in capsys.readouterr().out
    picture, portrait = kept.get(pk=picture.pk), UserProfile.objects.get(pk=portrait.pk)
    content = picture.file.read()
    assert CAMERA.encode() not in content + portrait.avatar.read()
    assert (picture.width, picture.height, picture.file_size) == (200, 300, len(content))
    stored = picture.file.storage
    assert not any(stored.exists(name) for name in (before, thumbnail.file.name))
    assert picture.renditions.get() == asked
    BankPage.objects.get(pk=bank.pk).save_revision().publish()
    assert ItemVersion.objects.get() == version
