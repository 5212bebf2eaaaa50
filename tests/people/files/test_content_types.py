"""Of what kind a file is: by its bytes, whatever its name says."""

import io
import zipfile

import pytest

from people.files import read_content_type

VIDEO = b"\0\0\0\x18ftypmp42" + b"\0" * 50
PAGE = b"<!doctype html><script>steal()</script>"


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("anything.xml", "<a/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (VIDEO, "film.mp4", "video/mp4"),
        (VIDEO, "film.txt", "video/mp4"),
        (b"\0\0\0\x18ftypM4A " + b"\0" * 50, "talk.m4a", "audio/mp4"),
        (
            b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\0" * 50,
            "film.webm",
            "video/webm",
        ),
        (b"ID3" + b"\0" * 50, "talk.mp3", "audio/mpeg"),
        (b"OggS" + b"\0" * 50, "talk.opus", "audio/ogg"),
        (b"%PDF-1.7\n", "form.pdf", "application/pdf"),
        ("\ufeffWEBVTT\n\n".encode(), "film.vtt", "text/vtt; charset=utf-8"),
        ("မင်္ဂလာပါ".encode()[:-1], "note.txt", "text/plain; charset=utf-8"),
        (b"a,b\n", "table.csv", "text/csv; charset=utf-8"),
        (archive(), "forms.zip", "application/zip"),
        (archive(), "letter.odt", "application/vnd.oasis.opendocument.text"),
    ],
)
def test_the_kind_is_read_from_the_content(head, name, kind):
    assert read_content_type(io.BytesIO(head), name) == kind


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (PAGE, "page.html"),
        (PAGE, "film.mp4"),
        (PAGE, "picture.svg"),
        (b"\x7fELF" + b"\0" * 50, "film.mp4"),
        (b"MZ" + b"\0" * 200, "note.txt"),
        (b"", "film.mp4"),
    ],
)
def test_what_a_browser_might_run_is_of_no_kind(head, name):
    assert read_content_type(io.BytesIO(head), name) == "application/octet-stream"


def test_a_page_named_text_is_text():
    assert read_content_type(io.BytesIO(PAGE), "note.txt") == "text/plain; charset=utf-8"
