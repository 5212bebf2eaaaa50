"""Colours that words can be read in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.rendering.colours import (
    MIN_CONTRAST,
    build_palette,
    contrast_ratio,
    darken_until_legible,
    relative_luminance,
)
from certification.rendering.style import Colours, SheetStyle


def test_gilt_words_can_be_read_whatever_the_ornament():
    for colour in ("#c39a2b", "#ffff00", "#ffffff", "#000000", Colours().accent):
        assert contrast_ratio(darken_until_legible(colour, "#fffdf8"), "#fffdf8") >= MIN_CONTRAST


colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_has_the_greatest_contrast_there_is():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [("#767676", 4.54), ("#777777", 4.48), ("#ff0000", 4.0), ("#ffff00", 1.07)],
)
def test_contrast_on_white_is_that_of_wcag(colour, ratio):
    assert contrast_ratio(colour, "#ffffff") == pytest.approx(ratio, abs=0.005)


@given(colours, colours)
def test_contrast_is_the_same_either_way_and_between_1_and_21(one, other):
    ratio = contrast_ratio(one, other)
    assert ratio == contrast_ratio(other, one)
    assert 1 <= ratio <= 21.0001
    assert contrast_ratio(one, one) == 1


@given(colours)
def test_luminance_lies_between_that_of_black_and_that_of_white(colour):
    low, high = relative_luminance("#000000"), relative_luminance("#ffffff")
    assert (low, high) == (0, pytest.approx(1))
    assert low <= relative_luminance(colour) <= high


light_papers = colours.filter(lambda paper: contrast_ratio(paper, "#000000") >= MIN_CONTRAST)


@given(colours, light_papers)
def test_a_colour_is_darkened_until_it_can_be_read_and_no_further(colour, paper):
    darker = darken_until_legible(colour, paper)
    assert contrast_ratio(darker, paper) >= MIN_CONTRAST
    assert relative_luminance(darker) <= relative_luminance(colour)
    if contrast_ratio(colour, paper) >= MIN_CONTRAST:
        assert darker == colour


def test_on_paper_too_dark_for_any_words_it_is_black():
    assert darken_until_legible("#555555", "#333333") == "#000000"


@pytest.mark.parametrize("colour", ["", "#fff", "red", "#gggggg", "#12345678"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValueError, match=r"values to unpack|hexadecimal"):
        relative_luminance(colour)


def test_the_marks_are_drawn_in_the_colours_of_the_sheet():
    style = SheetStyle(colours=Colours(primary="#112233", accent="#c39a2b", paper="#fffdf8"))
    palette = build_palette(style.sheet_background(2))
    assert (palette.primary, palette.accent, palette.paper) == ("#112233", "#c39a2b", "#fffdf8")
    dark, middle, pale, paper = map(
        relative_luminance, (palette.deep, palette.accent, palette.pale, palette.paper)
    )
    assert dark < middle < pale < paper


def test_plain_paper_is_left_as_it_is():
    plain = SheetStyle(background="plain", colours=Colours(paper="#ddeeff"))
    assert build_palette(plain.sheet_background(1)).paper == "#ffffff"
