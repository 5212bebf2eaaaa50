import io
from zlib import crc32

import pytest
from PIL import Image, ImageFile

from people.imports.cells import InvalidValue
from people.pictures import read_picture

pytestmark = pytest.mark.usefixtures("english")

KINDS = ["PNG", "JPEG", "GIF", "WEBP"]


def refusal(content):
    with pytest.raises(InvalidValue) as refused:
        read_picture(io.BytesIO(content))
    return str(refused.value.message)


def drawn(kind, size=(300, 200)):
    file = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_picture_is_read(kind):
    assert read_picture(io.BytesIO(drawn(kind))).size == (300, 200)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_picture_that_was_cut_off_says_so(kind, kept):
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as WeasyPrint leaves it behind
    content = drawn(kind)
    assert "cut off" in refusal(content[: int(len(content) * kept)])


def test_a_picture_of_very_many_pixels_is_refused_before_it_is_decoded(settings):
    file = io.BytesIO()
    Image.new("1", (5001, 5000)).save(file, "PNG")
    assert settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS == 25_000_000
    assert "too many pixels" in refusal(file.getvalue())


def test_frames_count_too(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000
    file = io.BytesIO()
    frames = [Image.new("L", (200, 200), shade) for shade in (0, 90, 180)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    assert "too many pixels" in refusal(file.getvalue())


@pytest.mark.parametrize("content", [b"", b"words", b"%!PS-Adobe-3.0 EPSF-3.0\n"])
def test_what_is_no_picture_says_which_are_taken(content):
    assert "PNG, JPEG, GIF, WEBP" in refusal(content)


@pytest.mark.parametrize(
    ("kind", "place", "part"),
    [
        ("JPEG", 2, b"\xff\xfe\0\x02"),  # an empty comment
        ("JPEG", 2, b"\xff\xff"),  # as many of these as a writer likes
        ("PNG", 33, b"\0\0\0\0teSt" + crc32(b"teSt").to_bytes(4)),
    ],
)
def test_a_picture_of_very_many_parts_is_refused_before_it_is_opened(kind, place, part):
    before, after = drawn(kind)[:place], drawn(kind)[place:]
    assert read_picture(io.BytesIO(before + part * 1000 + after)).size == (300, 200)
    assert "too many parts" in refusal(before + part * 60_000 + after)
