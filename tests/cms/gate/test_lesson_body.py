"""What is checked in the text of a lesson before it is published."""

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from wagtail.documents import get_document_model
from wagtail.rich_text import RichText

from cms.gate import list_body_problems, list_weight_problems
from cms.models import LessonPage
from tests.cms import factories as f

pytestmark = pytest.mark.any_database


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def upload(name, content):
    return get_document_model().objects.create(title=name, file=ContentFile(content, name))


def video(captions, movie=b"mp4"):
    return {
        "title": "How to",
        "video": upload("film.mp4", movie),
        "captions": captions,
        "transcript": RichText("<p>Said.</p>"),
    }


def problems(*blocks):
    body = LessonPage(body=list(blocks)).body
    return [problem.words for problem in list_body_problems(body)]


def text(html):
    return ("text", RichText(html))


@pytest.mark.parametrize("blocks", [(), (text(""),), (text("<p>&nbsp; </p>"), text("<p></p>"))])
def test_a_lesson_without_a_word_is_empty(blocks):
    assert problems(*blocks) == ["The lesson is empty. Write its text first."]


def test_a_word_is_enough():
    assert problems(text(""), text("<p>Word</p>")) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello", False),
        (b"\xef\xbb\xbfWEBVTT - Title\n", False),
        (b"WEBVTT", False),
        (b"WEBVTTX\n", True),
        (b"1\n00:00:00,000 --> 00:00:01,000\nHello", True),
        (b"", True),
    ],
)
def test_captions_are_web_vtt(db, settings, tmp_path, content, told):
    settings.MEDIA_ROOT = tmp_path
    found = problems(("video", video(upload("words.vtt", content))))
    assert bool(found) is told
    assert not told or "“words.vtt” are not WebVTT" in found[0]


def test_a_file_that_was_deleted_is_missed(db):
    assert problems(("download", {"title": "Form", "document": None})) == [
        "In “File to keep” the file is missing."
    ]


def test_links_lead_to_what_is_there_and_published(shelf):
    course = f.put_course(shelf)
    draft = f.put_module(course, slug="draft", title="In work", publish=False)
    assert problems(text(f'<p><a id="{course.pk}" linktype="page">Course</a></p>')) == []
    assert problems(text('<p><a href="https://example.org/">Elsewhere</a></p>')) == []
    [told] = problems(text(f'<p><a linktype="page" id="{draft.pk}">Draft</a></p>'))
    assert "“In work”, which is not published" in told
    assert problems(
        text('<p><a linktype="page" id="²">No number</a></p>'),
        text('<p><a linktype="document" id="999999">Gone</a></p>'),
    ) == [
        "A link leads to a page that is no longer there.",
        "A link leads to a document that is no longer there.",
    ]


def test_a_lesson_that_weighs_too_much_is_told_with_the_limit(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    clip = video(upload("words.vtt", b"WEBVTT"), movie=b"0" * 2_000_001)
    body = LessonPage(body=[("video", clip)]).body
    settings.LESSON_MAX_MEGABYTES = 3
    assert list(list_weight_problems(body, language="en")) == []
    settings.LESSON_MAX_MEGABYTES = 2
    [problem] = list_weight_problems(body, language="en")
    assert "3 MB for the lesson; 2 MB is the most" in problem.words
