"""Streams of a file: each compressed once, fonts without the tables that no reader needs."""

import io
import zlib
from pathlib import Path

import pydyf
import pytest
from django.conf import settings
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from certification.rendering.pdf.compression import compress_streams

FONT = Path("@expo-google-fonts/noto-sans-myanmar/400Regular/NotoSansMyanmar_400Regular.ttf")


def compressed(*pieces, **options):
    pdf = pydyf.PDF()
    stream = pydyf.Stream(list(pieces), **{"compress": True} | options)
    pdf.add_object(stream)
    compress_streams(pdf)
    return stream


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=5))
def test_a_stream_is_read_back_as_it_was(pieces):
    stream = compressed(*pieces)
    [content] = stream.stream
    assert zlib.decompress(content) == b"\n".join(pieces)
    assert stream.extra["Filter"] == "/FlateDecode"


def test_a_stream_is_compressed_once():
    pdf, stream = pydyf.PDF(), pydyf.Stream([b"x" * 99], compress=True)
    pdf.add_object(stream)
    compress_streams(pdf)
    before = list(stream.stream)
    compress_streams(pdf)
    assert stream.stream == before
    assert stream.compress is False


def test_a_stream_that_is_not_to_be_compressed_stays_as_it_is():
    stream = compressed(b"x" * 99, compress=False)
    assert stream.stream == [b"x" * 99]
    assert "Filter" not in stream.extra


@pytest.fixture(scope="module")
def font():
    return (Path(settings.NODE_MODULES) / FONT).read_bytes()


def test_a_font_keeps_its_glyphs_and_loses_what_no_reader_needs(font):
    stream = compressed(font, extra={"Length1": len(font)})
    content = zlib.decompress(stream.stream[0])
    slim, whole = TTFont(io.BytesIO(content)), TTFont(io.BytesIO(font))
    assert stream.extra["Length1"] == len(content) < len(font)
    assert not {"GDEF", "OS/2", "STAT", "gasp", "name", "post"} & set(slim.keys())
    assert {"glyf", "loca", "head", "hhea", "hmtx", "maxp", "cmap"} <= set(slim.keys())
    assert slim.reader["glyf"] == whole.reader["glyf"]
    assert slim["head"].modified == whole["head"].modified
