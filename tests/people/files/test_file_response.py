"""What a browser gets of a file: all of it, the part it asks for, or that its copy is current."""

import io

import pytest
from django.test import RequestFactory

from people.files import respond_with_file

CONTENT = b"0123456789"


def ask(content_type="video/mp4", **headers):
    return respond_with_file(
        RequestFactory(headers=headers).get("/"),
        io.BytesIO(CONTENT),
        size=len(CONTENT),
        content_type=content_type,
        name="ရုံး.mp4",
        etag="abc",
    )


def body_of(response) -> bytes:
    return b"".join(response)


def test_the_whole_file_says_that_parts_may_be_asked_for():
    answer = ask()
    assert (answer.status_code, body_of(answer)) == (200, CONTENT)
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Length"] == "10"
    assert answer["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    ("asked", "place", "part"),
    [
        ("bytes=0-1", "bytes 0-1/10", b"01"),
        ("bytes=0-0", "bytes 0-0/10", b"0"),
        ("bytes=4-", "bytes 4-9/10", b"456789"),
        ("bytes=-3", "bytes 7-9/10", b"789"),
        ("bytes=-99", "bytes 0-9/10", CONTENT),
        ("bytes=8-99", "bytes 8-9/10", b"89"),
        ("bytes=0-", "bytes 0-9/10", CONTENT),
    ],
)
def test_a_part_is_the_part_that_was_asked_for(asked, place, part):
    answer = ask(Range=asked)
    assert (answer.status_code, answer["Content-Range"]) == (206, place)
    assert body_of(answer) == part
    assert answer["Content-Length"] == str(len(part))


@pytest.mark.parametrize(
    "asked", ["bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "items=0-1", "bytes=0-1,4-5", "0-1"]
)
def test_what_is_no_range_gets_the_whole_file(asked):
    answer = ask(Range=asked)
    assert (answer.status_code, body_of(answer)) == (200, CONTENT)


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_part_behind_the_end_is_refused_with_the_size(asked):
    answer = ask(Range=asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */10")


def test_a_number_too_long_to_be_one_is_no_range():
    assert ask(Range=f"bytes=0-{'9' * 5000}").status_code == 200


def test_a_part_of_another_version_is_not_mixed_in():
    headers = {"Range": "bytes=4-", "If-Range": '"of-before"'}
    assert body_of(ask(**headers)) == CONTENT
    assert ask(**headers | {"If-Range": '"abc"'}).status_code == 206


def test_a_copy_that_is_current_is_not_sent_again():
    assert ask(**{"If-None-Match": '"abc"'}).status_code == 304


def test_a_document_is_saved_under_its_whole_name_and_a_video_is_shown():
    name = "filename*=utf-8''%E1%80%9B%E1%80%AF%E1%80%B6%E1%80%B8.mp4"
    assert ask("application/pdf")["Content-Disposition"] == f"attachment; {name}"
    assert ask("text/vtt; charset=utf-8")["Content-Disposition"] == f"inline; {name}"
