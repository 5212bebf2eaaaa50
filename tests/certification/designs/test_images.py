"""Pictures that registrars upload become small and bare, or are refused with the reason."""

import io

import pytest
from PIL import Image

from certification.designs.images import InvalidImage, prepare_emblem, prepare_signature
from tests.certification.design_factories import drawn, intricate, scribble


def side_of(content):
    return max(Image.open(io.BytesIO(content)).size)


def test_intricate_ones_get_fewer_pixels_for_they_are_in_every_file():
    assert side_of(prepare_emblem(drawn((900, 900)))) == 200
    emblem = prepare_emblem(intricate((900, 900), 30))
    assert side_of(emblem) < 200
    assert len(emblem) <= 6 * 1024
    assert len(prepare_signature(scribble())) <= 2 * 1024


def test_an_emblem_is_made_small_and_bare():
    file = drawn((1200, 900), kind="JPEG")
    picture = Image.open(io.BytesIO(prepare_emblem(file)))
    assert (picture.format, max(picture.size), picture.info) == ("PNG", 200, {})


def test_a_signature_is_ink_without_its_paper():
    picture = Image.open(io.BytesIO(prepare_signature(scribble())))
    assert picture.mode == "LA"
    assert picture.height <= 100
    alpha = picture.getchannel("A")
    assert alpha.getextrema()[0] == 0
    assert alpha.getextrema()[1] > 200
    assert alpha.getbbox() == (0, 0, *picture.size)


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        b'\xef\xbb\xbf<?xml version="1.0"?><svg/>',
        b"GIF89a" + b"\0" * 40,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"",
        b"\xff" * (2 * 1024 * 1024 + 1),
    ],
)
def test_what_is_no_picture_is_refused(content):
    for clean in (prepare_emblem, prepare_signature):
        with pytest.raises(InvalidImage):
            clean(io.BytesIO(content))


def test_a_picture_of_very_many_pixels_is_refused_before_it_is_read():
    file = io.BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")
    file.seek(0)
    with pytest.raises(InvalidImage):
        prepare_emblem(file)


def test_blank_and_tiny_ones_are_refused():
    with pytest.raises(InvalidImage):
        prepare_signature(drawn((300, 100), paper="navy"))
    with pytest.raises(InvalidImage):
        prepare_emblem(drawn((20, 20)))


def test_what_stood_before_the_picture_s_end_does_not_stay():
    file = io.BytesIO(drawn((200, 200)).getvalue() + b"secret words")
    assert b"secret" not in prepare_emblem(file)


def test_a_picture_that_was_cut_off_says_so(english):
    content = drawn((900, 900)).getvalue()
    with pytest.raises(InvalidImage, match="cut off"):
        prepare_emblem(io.BytesIO(content[: len(content) // 2]))
