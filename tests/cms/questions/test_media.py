"""A published question keeps its pictures, whatever becomes of those of its author."""

import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, ReferenceIndex
from wagtail_localize.models import OverridableSegment, TranslationSource

from cms.models import BankItem, BankPage
from cms.office.media.policies import OwnCollectionFirstPolicy
from cms.questions.media import list_chosen, show_media
from courses.catalogue.items import publish_item
from courses.items.kinds import InvalidItem
from courses.models import ItemVersion
from tests.cms import factories as f
from tests.courses.items.pictures import draw_picture
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def keep_picture(colour, name="right.png"):
    file = ImageFile(ContentFile(draw_picture(colour, (1200, 900))), name)
    return Image.objects.create(title=colour, file=file)


def block(kind, **value):
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


@pytest.fixture
def picture(tree):
    return keep_picture("red")


@pytest.fixture
def sound(tree):
    file = ContentFile(b"ID3" + b"\0" * 100, "right.mp3")
    root = Collection.get_first_root_node()
    return Document.objects.create(title="Talk", file=file, collection=root)


@pytest.fixture
def item(picture, sound):
    """A picture in the stem, and as answers a picture, a sound and words."""
    item = f.item()
    item.media = [block("picture", image=picture.pk, alt="A desk", is_decorative=False)]
    answers = [
        ("", [block("picture", image=picture.pk, alt="A red square")]),
        ("", [block("sound", sound=sound.pk, transcript="It says green.")]),
        ("Neither", []),
    ]
    item.options = [
        block("option", text=text, media=media, is_correct=not place, feedback="")
        for place, (text, media) in enumerate(answers)
    ]
    return item


@pytest.fixture
def bank(shelf, item):
    return f.put_bank(shelf, items=[item])


def newest() -> ItemVersion:
    return ItemVersion.objects.order_by("-number").first()


def publish(bank):
    BankPage.objects.get(pk=bank.pk).save_revision().publish()


def test_copies_have_neutral_names_and_outlive_what_the_author_has(bank, picture):
    version = newest()
    media = version.content["en"]["media"]
    stem, (first, second, _third) = media["stem"], version.item.option_order
    assert stem | {"url": "", "bytes": 0} == {
        **{"kind": "image", "alt": "A desk", "url": "", "bytes": 0},
        **{"width": 800, "height": 600},
    }
    assert stem["url"].startswith("/question-files/")
    assert stem["url"].endswith("/picture.webp")
    assert media[second]["url"].endswith("/sound.mp3")
    assert media[second]["transcript"] == "It says green."
    assert media[first]["url"] == stem["url"]
    assert "right" not in str(version.content)
    assert {"A desk", "A red square", "It says green."} < {*bank.iter_texts()}
    # Published again it is the same question, though the rendition was made anew.
    for rendition in picture.renditions.all():
        rendition.delete()
    publish(bank)
    assert newest() == version
    picture.file = ImageFile(ContentFile(draw_picture("blue")), "other.png")
    picture._set_image_file_metadata()
    picture.save()
    publish(bank)
    assert newest().number == 2
    assert newest().content["en"]["media"]["stem"]["url"] != stem["url"]
    with version.version_files.first().file.file.open("rb") as kept:
        assert kept.read(4) == b"RIFF"


def test_what_is_asked_is_not_deleted_and_says_so(bank, picture):
    admin = PersonFactory(is_superuser=True)
    # Kept by the worker, which has no turn in a test.
    ReferenceIndex.create_or_update_for_object(bank)
    other = keep_picture("green")
    policy = OwnCollectionFirstPolicy(Image, auth_model=Image, owner_field_name="uploaded_by_user")
    may = policy.user_has_permission_for_instance
    assert (may(admin, "delete", picture), may(admin, "delete", other)) == (False, True)
    assert may(admin, "change", picture)


def test_pictures_without_words_wait_for_them_and_lost_ones_for_others(bank, picture, shelf):
    item = bank.items.get()
    item.media = [block("picture", image=picture.pk, alt="", is_decorative=False)]
    draft = bank.get_latest_revision_as_object()
    draft.items = [item]
    assert [one.words for one in draft.list_problems()] == [
        "Question 1: a picture has no words. Write what it shows."
    ]
    item.media[0].value["is_decorative"] = True
    assert draft.list_problems() == []
    version = newest()
    picture.file.storage.delete(picture.file.name)
    assert "is gone" in draft.list_problems()[0].words
    # What was published is asked on as it was.
    publish(bank)
    assert newest() == version


def test_an_answer_says_or_shows_something(item, shelf):
    item.options[2].value["text"] = " "
    with pytest.raises(Exception, match="Write each answer"):
        item.clean()


def test_a_translation_has_its_own_words_and_may_have_its_own_picture(bank):
    source, _created = TranslationSource.get_or_create_from_instance(bank)
    source.update_from_db()
    source.create_or_update_translation(f.locale("my"), copy_parent_pages=True, fallback=True)
    places = [
        one.context.path.split(".", 2)[2]
        for one in OverridableSegment.objects.filter(source=source)
    ]
    assert sorted(place.split(".")[0] for place in places) == ["media", "options", "options"]
    written = BankPage.objects.get(translation_key=bank.translation_key, locale=f.locale("my"))
    shown = show_media(written.items.get())
    assert len(shown) == len(list_chosen(BankItem.objects.get(page=bank))) == 3


def test_answers_of_groups_have_pictures_which_translations_keep(shelf, picture):
    item = f.item(kind="categorise")
    seen = block("picture", image=picture.pk, alt="A red square")
    members = [
        [block("item", text="", media=[seen])],
        [block("item", text=one, media=[]) for one in ("Words alone", "Other words")],
    ]
    item.options = [
        block("category", title=title, members=one)
        for title, one in zip(("A", "B"), members, strict=True)
    ]
    item.clean()
    bank = f.put_bank(shelf, items=[item])
    content = newest().content["en"]
    assert sorted(content["options"].values()) == ["", "Other words", "Words alone"]
    assert [one["alt"] for one in content["media"].values()] == ["A red square"]
    source, _created = TranslationSource.get_or_create_from_instance(bank)
    source.update_from_db()
    source.create_or_update_translation(f.locale("my"), copy_parent_pages=True, fallback=True)
    written = BankPage.objects.get(translation_key=bank.translation_key, locale=f.locale("my"))
    assert len(show_media(written.items.get())) == 1


def test_the_catalogue_asks_for_words_again(bank, item):
    content = newest().content
    content["en"]["media"]["stem"]["alt"] = ""
    with pytest.raises(InvalidItem):
        publish_item(
            key=uuid.uuid4(), kind="single", content=content, answer_key=newest().answer_key
        )
