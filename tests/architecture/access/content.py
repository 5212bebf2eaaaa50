"""What the office has written in the country of `roles`: pages, media, and their translations."""

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Page, Site
from wagtail_localize.models import TranslationSource

from cms.bootstrap import SHARED_MEDIA, ensure_agency_catalog
from cms.models import LessonLink
from cms.question_files import bring_file
from tests.cms.factories import (
    in_burmese,
    locale,
    put_bank,
    put_course,
    put_lesson,
    put_module,
    put_quiz,
)
from tests.people.factories import PersonFactory


def make_content(agencies):
    """Pages and media of the own ministry, of another, and of the country."""
    own, far = (write_content(agencies[code]) for code in ("OWN", "FAR"))
    front = Page.objects.get(depth=2, locale=locale("my"))
    shared = Collection.objects.get(name=SHARED_MEDIA)
    return (
        own
        | {f"far_{name}": value for name, value in far.items()}
        | {
            "front": front.pk,
            "shared_image": put_image(shared).pk,
            "shared_document": put_document(shared).pk,
            "locale": locale("en").pk,
            "site": Site.objects.get().pk,
            "group": Group.objects.get(name="Trainers").pk,
            "redirect": Redirect.objects.create(old_path="/old", redirect_page=front).pk,
        }
    )


def write_content(agency):
    """A shelf with a course in both languages, a bank, a picture and a document."""
    shelf = ensure_agency_catalog(agency)
    course = put_course(shelf, slug=f"written-{agency.code}", title=f"Course of {agency.code}")
    translated = in_burmese(course)
    source = TranslationSource.objects.get(object_id=course.translation_key)
    collection = Collection.objects.get(name=agency.code)
    bank = put_bank(shelf, slug=f"bank-{agency.code}")
    # Of its own: the page that is asked for may be deleted, which one with parts may not.
    tried = put_course(shelf, slug=f"tried-{agency.code}")
    module = put_module(tried, publish=False)
    follower = put_lesson(module, slug="follower", publish=False)
    LessonLink.objects.create(page=follower, source_title="Deleted", agency=agency)
    return {
        "shelf": shelf.pk,
        "page": course.pk,
        "page_my": translated.pk,
        "module_page": module.pk,
        "follower": follower.pk,
        "lesson_page": put_lesson(module, publish=False).pk,
        "bank": bank.pk,
        "bank_item": bank.items.first().translation_key,
        "quiz_page": put_quiz(tried, bank).pk,
        "question_file": bring_file(
            bank, b"Who? {=A ~B}", file_name="a.txt", by=PersonFactory()
        ).pk,
        "course_key": course.translation_key,
        "revision": course.latest_revision_id,
        "revision_my": translated.latest_revision_id,
        "source": source.pk,
        "translation": source.translations.get().pk,
        "sentence": source.stringsegment_set.first().pk,
        "collection": collection.pk,
        "image": put_image(collection).pk,
        "document": put_document(collection).pk,
    }


def put_image(collection):
    file = ContentFile(b"", name="picture.png")
    Picture.new("RGB", (4, 4)).save(file, "PNG")
    file = ImageFile(file, name="picture.png")
    return Image.objects.create(title="Picture", file=file, collection=collection)


def put_document(collection):
    # Shared media are called so in Burmese and in English: the address has the last words.
    file = ContentFile(b"x", name=f"{collection.name.split(' · ')[-1].split()[0]}.txt")
    return Document.objects.create(title="Document", file=file, collection=collection)
