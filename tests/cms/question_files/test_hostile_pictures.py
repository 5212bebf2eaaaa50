"""Pictures made to harm are refused in words, or drawn anew before anybody is shown them."""

import io
import zlib

import filetype
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image, PngImagePlugin
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from cms.models import CoursePage
from cms.publishing.files import copy_course_picture
from cms.questions.media_blocks import RENDITION
from courses.interchange import FORMATS, DraftMedia, ItemDraft, read_questions
from courses.interchange.shapes import shape_choice
from tests.courses.interchange.test_sheet_pictures import WHOLE, change_book
from tests.courses.items.pictures import draw_picture

pytestmark = pytest.mark.any_database
EVIL = "<script>alert(1)</script>"


def claim_size(side):
    """A picture of a few hundred bytes that says it is larger."""
    content = bytearray(draw_picture())
    content[16:24] = side.to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


def draw(kind):
    return draw_picture(kind=kind, size=(600, 400))


def animate(frames, side):
    file, pictures = io.BytesIO(), [Image.new("L", (side, side), n % 250) for n in range(frames)]
    pictures[0].save(file, "GIF", save_all=True, append_images=pictures[1:])
    return file.getvalue()


def annotate(kind):
    """A picture whose description is a script, as cameras and editors write theirs."""
    picture, file = Image.new("RGB", (600, 400), "red"), io.BytesIO()
    facts = Image.Exif()
    facts[0x010E] = facts[0x8298] = EVIL
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Description", EVIL)
    how = {"PNG": {"pnginfo": chunks}, "GIF": {"comment": EVIL.encode()}}
    picture.save(file, kind, **how.get(kind, {"exif": facts}))
    return file.getvalue()


# Drawn in the test that needs them: what reads the names of tests has no time for it.
HARMLESS = {
    "words in a JPEG": lambda: annotate("JPEG"),
    "words in a WebP": lambda: annotate("WEBP"),
    "words in a PNG": lambda: annotate("PNG"),
    "words in a GIF": lambda: annotate("GIF"),
    "a page behind a GIF": lambda: draw("GIF") + f"<html>{EVIL}".encode(),
    "a program behind a JPEG": lambda: draw("JPEG") + b"*/=1;alert(1)//",
    "a package behind a PNG": lambda: draw("PNG") + b"PK\x03\x04alert(1)",
    "ten thousand frames": lambda: animate(10_000, 2),
}
REFUSED = {
    "a bomb": (lambda: claim_size(60_000), "pixels"),
    "a bomb within what a machine holds": (lambda: claim_size(5_001), "pixels"),
    "a bomb of frames": (lambda: animate(30, 1_000), "pixels"),
    "a drawing called PNG": (lambda: f"<svg onload='x'>{EVIL}</svg>".encode(), ""),
    "a page called PNG": (lambda: f"<html>{EVIL}</html>".encode(), ""),
    "a paper called PNG": (lambda: b"%PDF-1.7 alert(1)", ""),
    "a program that begins as a GIF": (lambda: b"GIF89a/*\0\0\0*/=1;alert(1)//", "cut off"),
    "a picture without its end": (lambda: draw("PNG")[:-90], "cut off"),
}


def upload(content):
    """What the form of pictures says, which that of a course opens too."""
    fields = {"title": "Office", "collection": Collection.get_first_root_node().pk}
    file = SimpleUploadedFile(f"office.{find_ending(content)}", content)
    form = get_image_form(get_image_model())(fields, {"file": file})
    return "" if form.is_valid() else str(form.errors["file"])


def find_ending(content):
    return filetype.guess_extension(content) or "png"


def bring(content):
    """What readers say of it as the picture of a question in Moodle XML, and over a sheet."""
    media = {"stem": DraftMedia("office.png", content, "An office")}
    base = ItemDraft(kind="", stem="<p>Which?</p>", answer_key=None, language="en", media=media)
    draft = shape_choice(base, [("One", True), ("Two", False)], is_multiple=False)
    book = change_book(WHOLE, lambda name, was: content if name.startswith("xl/media/") else was)
    readings = [
        read_questions(one, "en") for one in (FORMATS["moodle"].write([draft]).content, book)
    ]
    drafts = [draft for reading in readings for draft in reading.drafts]
    # What is stored leaves again with its question, as it was stored.
    assert not any(b"alert(1)" in one.content for draft in drafts for one in draft.media.values())
    return [" ".join(str(one.reason) for one in reading.refusals) for reading in readings]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*REFUSED])
def test_what_is_no_whole_picture_is_refused_wherever_it_comes(name):
    make, words = REFUSED[name]
    content = make()
    with translation.override("en"):
        for told in (upload(content), *bring(content)):
            assert words in told
            assert told


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*HARMLESS])
def test_what_is_shown_is_drawn_anew_without_what_was_hidden_in_it(name):
    content = HARMLESS[name]()
    assert name == "ten thousand frames" or b"alert(1)" in content
    assert [upload(content), *bring(content)] == ["", "", ""]
    picture = get_image_model()(
        title="Office", file=ContentFile(content, f"office.{find_ending(content)}")
    )
    picture.save()
    shown = [one.file for one in copy_course_picture(CoursePage(picture=picture))]
    shown.append(picture.get_rendition(RENDITION).file)
    for file in shown:
        with file.open("rb") as stream:
            drawn = stream.read()
        assert b"alert(1)" not in drawn
        assert getattr(Image.open(io.BytesIO(drawn)), "n_frames", 1) == 1
