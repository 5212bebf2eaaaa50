"""The files of a lesson, for whoever can open the lesson."""

import pytest
from django.core.files.base import ContentFile

from courses.catalogue import keep_file, retire_row, withdraw_language
from tests.courses.factories import make_course, make_lesson

pytestmark = pytest.mark.django_db

CONTENT = b"\0\0\0\x18ftypmp42" + b"\0" * 500


@pytest.fixture
def film(db):
    return keep_file(ContentFile(CONTENT), "film.mp4")


@pytest.fixture
def lesson(film):
    return make_lesson(make_course(), languages=("en",), files={"document:1": film}).lesson


def test_a_phone_gets_the_part_of_a_video_that_it_asks_for(client, lesson, film):
    whole = client.get(film.get_absolute_url())
    assert (whole.status_code, whole["Content-Type"]) == (200, "video/mp4")
    assert b"".join(whole) == CONTENT
    part = client.get(film.get_absolute_url(), headers={"Range": "bytes=4-7"})
    assert (part.status_code, b"".join(part)) == (206, b"ftyp")
    assert client.head(film.get_absolute_url()).status_code == 200


def test_a_file_costs_one_query_and_is_loaded_once(
    client, lesson, film, django_assert_num_queries
):
    with django_assert_num_queries(1):
        answer = client.get(film.get_absolute_url())
    assert "immutable" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_captions_are_compressed_whole_and_never_in_part(client, lesson):
    words = ("WEBVTT\n\n" + "00:00.000 --> 00:02.000\nမင်္ဂလာပါ\n\n" * 50).encode()
    captions = keep_file(ContentFile(words), "film.vtt")
    make_lesson(make_course(), files={"document:2": captions})
    headers = {"Accept-Encoding": "gzip"}
    assert client.get(captions.get_absolute_url(), headers=headers)["Content-Encoding"] == "gzip"
    part = client.get(captions.get_absolute_url(), headers=headers | {"Range": "bytes=0-99"})
    assert not part.has_header("Content-Encoding")
    assert b"".join(part) == words[:100]


@pytest.mark.parametrize("end", ["lesson", "module", "course", "language"])
def test_a_file_goes_with_the_lesson(client, lesson, film, end):
    if end == "language":
        withdraw_language(lesson, "en")
    else:
        rows = {"lesson": lesson, "module": lesson.module, "course": lesson.module.course}
        retire_row(rows[end])
    assert client.get(film.get_absolute_url()).status_code == 404


def test_a_file_that_no_lesson_shows_is_not_handed_out(client, film):
    assert client.get(film.get_absolute_url()).status_code == 404


def test_a_file_is_found_by_its_own_name_only(client, lesson, film):
    assert client.get(f"/lesson-files/{film.digest}/other.mp4").status_code == 404
    assert client.get(f"/lesson-files/{film.digest[:-1]}x/film.mp4").status_code == 404


def test_a_file_that_the_storage_lost_is_not_found(client, lesson, film):
    film.file.storage.delete(film.file.name)
    assert client.get(film.get_absolute_url()).status_code == 404
