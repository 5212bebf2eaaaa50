"""The first page of a file as a picture, for browsers without a reader of PDF."""

import io

import pypdfium2
from PIL import Image

from certification.rendering.raster import rasterize_first_page

A5, SQUARE = (420, 595), (300, 300)


def make_file(*sizes: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        for size in sizes:
            document.new_page(*size)
        document.save(file)
    return file.getvalue()


def test_the_picture_is_as_wide_as_asked_and_keeps_the_proportions_of_the_page():
    for width in (100, 333, 1169):
        picture = Image.open(io.BytesIO(rasterize_first_page(make_file(A5), width=width)))
        assert picture.width == width
        assert abs(picture.height - width * 595 / 420) <= 1


def test_only_the_first_page_is_drawn():
    first = rasterize_first_page(make_file(SQUARE, A5), width=200)
    assert Image.open(io.BytesIO(first)).size == (200, 200)


def test_the_picture_is_a_png_of_few_colours():
    picture = Image.open(io.BytesIO(rasterize_first_page(make_file(A5), width=200)))
    assert (picture.format, picture.mode) == ("PNG", "P")
