"""What a published lesson shows stays as it was, whatever becomes of the editor's files."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Page

from cms.models import CoursePage, LessonPage
from cms.publishing.push import push_all_pages
from courses.models import Course, LessonVersion
from tests.cms import factories as f

pytestmark = pytest.mark.any_database

FILM, OTHER_FILM = (b"\0\0\0\x18ftypmp42" + mark * 500 for mark in (b"1", b"2"))
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nမင်္ဂလာပါ\n".encode()


def keep(name, content):
    root = Collection.get_first_root_node()
    return Document.objects.create(title=name, file=ContentFile(content, name), collection=root)


def draw(colour):
    stream = io.BytesIO()
    Picture.new("RGB", (1200, 800), colour).save(stream, "PNG")
    return ImageFile(stream, "desk.png")


@pytest.fixture
def film(tree):
    return keep("film.mp4", FILM)


@pytest.fixture
def picture(tree):
    return Image.objects.create(title="A desk", file=draw("#0a6b57"))


@pytest.fixture
def lesson(course, film, picture):
    """With a video, a recording, a file to keep, a link to a file, and a picture."""
    captions, form = keep("film.vtt", CAPTIONS), keep("form.pdf", b"%PDF-1.7")
    page = LessonPage(title="How to lock a screen", slug="lock")
    page.body = [
        (
            "video",
            {"title": "Film", "video": film, "captions": captions, "transcript": "<p>W</p>"},
        ),
        ("audio", {"title": "Talk", "audio": keep("talk.mp3", b"ID3"), "transcript": "<p>W</p>"}),
        ("download", {"title": "Form", "document": form}),
        ("image", {"image": picture, "alt": "A clear desk", "caption": ""}),
    ]
    page.body.append(("text", f'<p><a linktype="document" id="{form.pk}">The form</a></p>'))
    return f.put(f.put_module(course), page)


def publish(page):
    type(page).objects.get(pk=page.pk).save_revision().publish()


def newest() -> LessonVersion:
    return LessonVersion.objects.order_by("-number").first()


def addresses(html) -> set[str]:
    return set(re.findall(r'(?:src|href)="([^"]+)"|(/\S+) \d+w', html)) and {
        one for found in re.findall(r'(?:src|href)="([^"]+)"|(/\S+) \d+w', html) for one in found
    } - {""}


def read(client, address):
    return b"".join(client.get(address))


def shown_film(client):
    return read(client, re.search(r'<video[^>]* src="([^"]+)"', newest().html)[1])


def test_everything_that_a_lesson_shows_is_handed_out_to_anybody(client, lesson):
    shown = addresses(newest().html)
    assert len(shown) == 6
    for address in shown:
        assert address.startswith("/lesson-files/")
        answer = client.get(address, headers={"Range": "bytes=0-1"})
        assert answer.status_code == 206
        assert answer["Content-Type"] != "application/octet-stream"


def test_the_weight_told_is_that_of_the_files(lesson):
    media = {fact["kind"]: fact for fact in newest().media}
    assert {*media} == {"video", "captions", "audio", "image"}
    assert media["video"]["bytes"] == len(FILM)
    assert all(fact["url"].startswith("/lesson-files/") for fact in newest().media)


def replace(document, content):
    document.file.storage.delete(document.file.name)
    document.file = ContentFile(content, "film.mp4")
    document.save()


def test_a_file_that_is_replaced_changes_a_lesson_when_it_is_published_again(
    client, course, lesson, film
):
    replace(film, OTHER_FILM)
    assert shown_film(client) == FILM
    publish(course)
    push_all_pages()
    assert shown_film(client) == FILM
    publish(lesson)
    assert shown_film(client) == OTHER_FILM


def test_a_picture_that_is_replaced_stays_in_what_was_published(client, lesson, picture):
    shown = addresses(newest().html)
    for rendition in picture.renditions.all():
        rendition.file.storage.delete(rendition.file.name)
        rendition.delete()
    picture.file.save("desk.png", draw("#8c1d2b"))
    push_all_pages()
    assert addresses(newest().html) == shown
    assert all(read(client, address) for address in shown)


def test_a_file_that_is_deleted_stays_in_what_was_published(client, lesson, film):
    film.delete()
    push_all_pages()
    assert LessonVersion.objects.count() == 1
    assert shown_film(client) == FILM


def test_a_missing_file_stops_neither_its_lesson_nor_others(client, course, lesson, film):
    film.file.storage.delete(film.file.name)
    publish(lesson)
    assert "“Film” is not available at the moment." in newest().html
    assert "<video" not in newest().html
    other = f.put_lesson(Page.objects.get(pk=lesson.pk).get_parent(), slug="other")
    assert LessonVersion.objects.filter(lesson__key=other.translation_key).exists()


def test_a_preview_shows_the_files_to_those_who_work_with_them(client, lesson, film, admin):
    preview = lesson.make_preview_request().content.decode()
    assert f'src="{film.url}"' in preview
    answer = client.get(film.url, headers={"Range": "bytes=0-1"})
    assert (answer.status_code, answer["Content-Type"]) == (206, "video/mp4")
    client.logout()
    assert client.get(film.url).status_code == 404


def test_a_course_keeps_the_picture_with_which_it_was_published(client, course, picture):
    page = CoursePage.objects.get(pk=course.pk)
    page.picture, page.picture_words = picture, "A clear desk"
    page.save_revision().publish()
    row = Course.objects.get(key=page.translation_key)
    assert row.picture_alt == "A clear desk"
    assert (row.picture.content_type, row.preview.content_type) == ("image/webp", "image/jpeg")
    address = row.picture.get_absolute_url()
    shown = client.get(reverse("courses:course", args=[row.slug])).content.decode()
    assert f'src="{address}" alt="A clear desk"' in shown
    assert f"{row.preview.get_absolute_url()}" in shown
    assert len(read(client, address)) == row.picture.bytes < 10_000
    picture.file.save("desk.png", draw("#8c1d2b"))
    assert len(read(client, address)) == row.picture.bytes
    page = CoursePage.objects.get(pk=course.pk)
    page.picture, page.picture_words = None, ""
    page.save_revision().publish()
    row.refresh_from_db()
    assert (row.picture, row.picture_words) == (None, {})
    assert client.get(address).status_code == 404  # nobody shows it any more
