"""The marks of the sheet."""

import io
import re
from collections import Counter
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image, ImageColor

from certification.rendering.ornaments import marks
from certification.rendering.plan import plan_sheet
from certification.rendering.style import BUILT_IN_STYLE, Colours, SheetStyle

ADDRESS = "https://x.mm/verify/0/"


def test_the_marks_are_drawn_the_same_every_time():
    assert marks.draw_qr_code(ADDRESS, light="#ffffff") == marks.draw_qr_code(
        ADDRESS, light="#ffffff"
    )
    plan = plan_sheet({"signatories": [{}, {}]}, BUILT_IN_STYLE)
    assert marks.draw_background(plan) == marks.draw_background(plan)


@pytest.mark.parametrize("light", ["#ffffff", "#fffdf8", "#ddeeff"])
def test_a_qr_code_is_read_back_on_any_light_paper(light):
    image = Image.open(io.BytesIO(marks.draw_qr_code(ADDRESS, light=light)))
    [code] = zxingcpp.read_barcodes(image.convert("RGB").resize([4 * side for side in image.size]))
    assert code.text == ADDRESS
    assert image.convert("RGB").getpixel((0, 0)) == ImageColor.getrgb(light)


def test_a_qr_code_has_two_colours_and_a_quiet_zone_of_four():
    image = Image.open(io.BytesIO(marks.draw_qr_code(ADDRESS, light="#ffffff"))).convert("L")
    side = image.width
    assert set(image.tobytes()) == {0, 255}
    assert image.point(lambda level: 255 - level).getbbox() == (4, 4, side - 4, side - 4)


def plan_of(**style):
    return plan_sheet({"signatories": [{}, {}]}, SheetStyle(**style))


def parse(content):
    return ElementTree.fromstring(content)  # noqa: S314 (our own)


def drawn(content):
    return Counter(node.tag.partition("}")[2] for node in parse(content).iter())


def test_the_background_is_as_large_as_the_paper():
    for paper, box in (("a4-portrait", "0 0 210 297"), ("letter-landscape", "0 0 279.4 215.9")):
        root = parse(marks.draw_background(plan_of(paper=paper)))
        assert root.attrib["viewBox"] == box


def test_plain_paper_is_empty_a_frame_has_no_guilloche_and_the_guilloche_has_both():
    plain, frame, guilloche = (
        drawn(marks.draw_background(plan_of(background=kind)))
        for kind in ("plain", "frame", "guilloche")
    )
    assert plain == {"svg": 1}
    assert frame["rect"] == guilloche["rect"] > 4
    assert guilloche["path"] - frame["path"] == 2 * (9 + 14)


def test_marks_are_in_the_colours_of_the_design_and_no_other():
    palette = plan_of(colours=Colours("#112233", "#c39a2b", paper="#fffdf8")).palette
    known = set(vars(palette).values())
    for mark in (marks.draw_seal(palette), marks.draw_small_blossom(palette)):
        used = set(re.findall(rb"#[0-9a-f]{6}", mark))
        assert {palette.primary, palette.accent} <= {colour.decode() for colour in used} <= known


def test_a_seal_has_forty_pearls_and_a_blossom_ten_stamens_round_a_heart():
    palette = plan_of().palette
    blossom = drawn(marks.draw_small_blossom(palette))
    assert blossom["circle"] == 11
    assert drawn(marks.draw_seal(palette))["circle"] == 40 + 2 + blossom["circle"]
