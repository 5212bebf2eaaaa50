"""Where each part of the sheet is: on the paper, and in nobody's way."""

from dataclasses import fields
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.models import DesignVersion
from certification.rendering.layouts import Box, SheetLayout, compute_layout
from certification.rendering.style import Colours, SheetBackground

PAPERS = DesignVersion.Paper.values
SHEETS = list(product(PAPERS, range(5), (False, True), (False, True)))
MARGIN = 13.8  # the inner line of the frame


def lay_out(paper, signatories, has_signatures=False, has_emblem=False):
    return compute_layout(
        SheetBackground(paper, "frame", Colours(), signatories, has_signatures, has_emblem)
    )


def parts_of(sheet: SheetLayout) -> dict[str, Box]:
    boxes = {field.name: getattr(sheet, field.name) for field in fields(sheet)}
    signed = {f"signatory {n}": box for n, box in enumerate(boxes.pop("signatories"))}
    return {name: box for name, box in (boxes | signed).items() if isinstance(box, Box)}


def overlap(one: Box, other: Box) -> bool:
    beside = (
        one.left + one.width <= other.left + 0.01 or other.left + other.width <= one.left + 0.01
    )
    above = one.top + one.height <= other.top + 0.01 or other.top + other.height <= one.top + 0.01
    return not (beside or above)


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        ("a4-landscape", (297, 210)),
        ("a4-portrait", (210, 297)),
        ("letter-landscape", (279.4, 215.9)),
    ],
)
def test_a_sheet_has_the_size_of_its_paper(paper, size):
    sheet = lay_out(paper, 2)
    assert (sheet.width, sheet.height) == size


def test_a_paper_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="a5"):
        lay_out("a5", 2)


@pytest.mark.parametrize("sheet", SHEETS, ids=str)
def test_every_part_is_inside_the_frame(sheet):
    layout = lay_out(*sheet)
    for name, box in parts_of(layout).items():
        assert box.width > 0, name
        assert box.height > 0, name
        assert box.left >= MARGIN, name
        assert box.top >= MARGIN, name
        assert box.left + box.width <= layout.width - MARGIN, name
        assert box.top + box.height <= layout.height - MARGIN, name


@pytest.mark.parametrize("sheet", SHEETS, ids=str)
def test_no_part_is_in_the_way_of_another(sheet):
    parts = parts_of(lay_out(*sheet))
    crossing = [
        {one, other} for one, other in combinations(parts, 2) if overlap(parts[one], parts[other])
    ]
    assert crossing == []


@given(st.sampled_from(PAPERS), st.integers(0, 4))
def test_signatories_have_one_size_and_stand_in_a_row(paper, count):
    boxes = lay_out(paper, count).signatories
    assert len(boxes) == count
    assert len({(round(box.width, 6), box.height, box.top) for box in boxes}) == min(count, 1)
    gaps = {round(b.left - a.left, 6) for a, b in pairwise(boxes)}
    assert len(gaps) <= 1


@given(st.sampled_from(PAPERS), st.integers(1, 4), st.booleans())
def test_pictures_of_signatures_and_an_emblem_take_their_room_from_the_words(
    paper, count, has_emblem
):
    plain, signed = (lay_out(paper, count, ink, has_emblem) for ink in (False, True))
    assert signed.signatories[0].height > plain.signatories[0].height
    assert signed.words.height <= plain.words.height
    assert lay_out(paper, count, has_emblem=True).words.top > lay_out(paper, count).words.top
