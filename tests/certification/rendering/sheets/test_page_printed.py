"""The sheet as it is printed, on grey or other paper, and held before a camera."""

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import zxingcpp
from PIL import Image

from certification.models import DesignVersion
from tests.certification.rendering.sheets.sample_certificates import (
    PAPERS,
    picture,
    printed,
    run,
    saved,
)

pytestmark = pytest.mark.slow


def luminance(level):
    share = level / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def contrast(crop):
    """Of the darkest strokes against the paper round them, on grey."""
    levels = sorted(crop.tobytes())
    ink, paper = levels[len(levels) // 100], levels[len(levels) * 8 // 10]
    return (luminance(paper) + 0.05) / (luminance(ink) + 0.05)


@pytest.mark.parametrize("background", DesignVersion.Background.values)
def test_every_word_stands_out_on_a_grey_print(background, tmp_path):
    path = saved(printed(background=background), tmp_path)
    image = picture(path, tmp_path, "-gray", dots=300)
    boxes = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
        run("pdftotext", "-bbox", path, "-"),
    )
    assert len(boxes) > 30
    for *corners, word in boxes:
        crop = image.crop([round(float(corner) * 300 / 72) for corner in corners])
        assert contrast(crop) >= 4.5, word


def squares(image):
    return [code.text for code in zxingcpp.read_barcodes(image)]


def through_jpeg(image, folder, quality=35):
    image.convert("RGB").save(folder / "photo.jpg", quality=quality)
    return Image.open(folder / "photo.jpg")


TROUBLES = {
    "as printed": lambda image, folder: image,
    "on grey": lambda image, folder: image.convert("L"),
    "by a poor camera": lambda image, folder: through_jpeg(image.convert("L"), folder),
    "held askew": lambda image, folder: image.rotate(
        7, Image.Resampling.BICUBIC, expand=True, fillcolor="white"
    ),
    "upside down": lambda image, folder: image.rotate(180),
    "from the side": lambda image, folder: image.transform(
        image.size, Image.Transform.AFFINE, (1, 0.18, -80, 0.04, 1, -20), Image.Resampling.BICUBIC
    ),
    "pale": lambda image, folder: image.convert("L").point(lambda level: 140 + level * 100 // 255),
}


@cache
def picture_of_longest(paper: str) -> Image.Image:
    """The sheet of the longest words; every trouble begins with the same picture."""
    with TemporaryDirectory() as folder:
        return picture(saved(printed("longest", paper), Path(folder)), Path(folder))


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("paper", PAPERS)
def test_the_square_is_read_at_100_dots_an_inch(trouble, paper, tmp_path):
    read = squares(TROUBLES[trouble](picture_of_longest(paper), tmp_path))
    assert [address.endswith("/verify/SAMPLE000000/") for address in read] == [True]


@pytest.mark.parametrize(
    ("paper", "width", "height"),
    [
        ("a4-landscape", 792, 612),
        ("a4-portrait", 612, 792),
        ("letter-landscape", 842, 595),
        ("a4-landscape", 595, 420),
    ],
)
def test_fitted_to_other_paper_nothing_is_lost(paper, width, height, tmp_path):
    """A4 on Letter and Letter on A4, as printers do it; the last is half the area, A5."""
    image = picture(saved(printed("plain", paper), tmp_path), tmp_path, dots=300)
    scale = min(width / image.width, height / image.height)
    paper_image = Image.new("RGB", (round(width * 100 / 72), round(height * 100 / 72)), "white")
    size = [round(side * scale * 100 / 72) for side in image.size]
    assert size[0] <= paper_image.width
    assert size[1] <= paper_image.height
    corner = [(whole - side) // 2 for whole, side in zip(paper_image.size, size, strict=True)]
    paper_image.paste(image.resize(size, Image.Resampling.LANCZOS), corner)
    assert len(squares(paper_image)) == 1


def test_it_leaves_the_margin_that_printers_cannot_reach(tmp_path):
    """Nothing but the paper's tint within 5 mm of the edge."""
    image = picture(saved(printed(), tmp_path), tmp_path, "-gray", dots=100)
    edge = round(5 / 25.4 * 100)
    w, h = image.size
    strips = [(0, 0, w, edge), (0, h - edge, w, h), (0, 0, edge, h), (w - edge, 0, w, h)]
    assert all(min(image.crop(strip).tobytes()) > 230 for strip in strips)
