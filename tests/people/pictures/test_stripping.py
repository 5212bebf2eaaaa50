"""What a camera wrote into a picture is gone, and every point of it is as it was."""

import io

import pytest
from PIL import Image, ImageChops, ImageOps, PngImagePlugin

from people.pictures import read_picture, strip_picture

SECRET = "Daw Hla of Yangon"
DRAWN = Image.effect_noise((60, 40), 80).convert("RGB")


def write(kind, picture=DRAWN, **how):
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def tell(turned=1):
    """What a phone tells: a place, a camera, a person, and how it was held."""
    facts = Image.Exif()
    facts[0x010F] = facts[0x013B] = facts[0x8298] = SECRET
    facts[0x0112] = turned
    facts.get_ifd(0x8825)[0x001D] = SECRET
    return facts


def words():
    chunks = PngImagePlugin.PngInfo()
    chunks.add_itxt("XML:com.adobe.xmp", SECRET)
    chunks.add_text("Author", SECRET, zip=False)
    return chunks


XMP, ICC = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode(), b"\0" * 36 + b"acsp" + b"\0" * 88
FILMS = {"save_all": True, "append_images": [ImageOps.invert(DRAWN)], "duration": 80}
TOLD = {
    "JPEG": {"exif": tell(), "xmp": XMP, "comment": SECRET, "icc_profile": ICC},
    "progressive JPEG": {"exif": tell(), "progressive": True, "subsampling": 0},
    "PNG": {"exif": tell(), "pnginfo": words(), "icc_profile": ICC},
    "film as PNG": {"exif": tell(), "pnginfo": words(), **FILMS},
    "WEBP": {"exif": tell(), "xmp": XMP, "lossless": True, "icc_profile": ICC},
    "film as WEBP": {"exif": tell(), "xmp": XMP, **FILMS},
    "GIF": {"comment": SECRET},
    "film as GIF": {"comment": SECRET, "loop": 0, **FILMS},
}


def list_frames(content):
    picture = read_picture(io.BytesIO(content))
    for number in range(getattr(picture, "n_frames", 1)):
        picture.seek(number)
        yield picture.convert("RGBA").tobytes(), picture.info.get("duration")


@pytest.mark.parametrize("name", [*TOLD])
def test_words_are_gone_and_every_point_of_every_frame_stays(name):
    content = write(name.split()[-1], **TOLD[name]) + SECRET.encode()
    bare = strip_picture(content)
    assert SECRET.encode() not in bare
    assert [*list_frames(bare)] == [*list_frames(content)]
    assert not read_picture(io.BytesIO(bare)).getexif()
    assert strip_picture(bare) == bare
    if "icc_profile" in TOLD[name]:
        assert Image.open(io.BytesIO(bare)).info["icc_profile"] == ICC


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_was_held_sideways_is_turned(kind):
    shades = Image.linear_gradient("L").resize((60, 40)).convert("RGB")
    for turned in range(2, 9):
        content = write(kind, shades, exif=tell(turned))
        bare = strip_picture(content)
        assert SECRET.encode() not in bare
        upright = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
        shown = Image.open(io.BytesIO(bare))
        assert (shown.size, shown.getexif().get(0x0112, 1)) == (upright.size, 1)
        differing = ImageChops.difference(upright.convert("RGB"), shown.convert("RGB"))
        assert max(high for _low, high in differing.getextrema()) < 12


def test_what_phones_put_behind_a_picture_is_gone():
    content = write("MPO", save_all=True, append_images=[DRAWN], exif=tell())
    bare = strip_picture(content)
    assert SECRET.encode() not in bare
    assert bare.count(b"\xff\xd8\xff") == 1


def test_what_decoders_forgive_is_drawn_anew():
    content = write("JPEG", exif=tell())
    place = content.index(b"\xff\xdb")
    bare = strip_picture(content[:place] + b"\0\0" + content[place:])
    assert SECRET.encode() not in bare
    assert read_picture(io.BytesIO(bare)).size == DRAWN.size


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "told",
    [
        b"Exif\0\0no TIFF at all",
        # Held sideways, and a fraction where the name of a camera is to stand.
        b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
        b"\x01\x0f\0\x0a\0\0\0\x01\0\0\0\x1a\0\0\0\0\0\0\0\1\0\0\0\0",
    ],
)
def test_what_is_told_in_broken_words_is_gone_too(kind, told):
    bare = read_picture(io.BytesIO(strip_picture(write(kind, exif=told))))
    assert bare.size in (DRAWN.size, DRAWN.size[::-1])
    assert not bare.getexif()


def test_a_film_that_does_not_say_its_end_stays_one_and_a_torn_one_is_drawn():
    content = write("GIF", **FILMS)
    assert [*list_frames(strip_picture(content[:-1]))] == [*list_frames(content)]
    place = content.index(b"\x21\xf9")
    bare = strip_picture(content[:place] + b"\0" + content[place:])
    assert read_picture(io.BytesIO(bare)).size == DRAWN.size
