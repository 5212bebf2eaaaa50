"""The parts of the sheet stand where the design puts them, in its colours."""

import pytest

from certification.rendering import sheet
from certification.rendering.colours import darken_until_legible
from certification.rendering.plan import plan_sheet
from certification.rendering.style import Colours, SheetStyle


def plan_of(signatories=2, **style):
    return plan_sheet({"signatories": [{}] * signatories}, SheetStyle(**style))


@pytest.mark.parametrize("signatories", [1, 4])
def test_the_stylesheet_places_every_part_in_the_colours_of_the_design(signatories):
    plan = plan_of(signatories, colours=Colours(primary="#112233", ink="#445566"))
    css = sheet.render_stylesheet(plan)
    parts = ["head", "issuer", "words", "check", "qr", "clause"]
    parts += [f"signatory-{n}" for n in range(1, signatories + 1)]
    for part in parts:
        assert css.count(f"#{part} {{ left:") == 1
    assert f"#signatory-{signatories + 1} " not in css
    assert "#112233" in css
    assert "#445566" in css
    assert "$" not in css


def test_gilt_words_are_as_dark_as_they_need_to_be():
    css = sheet.render_stylesheet(plan_of(colours=Colours(accent="#ffff00")))
    assert darken_until_legible("#ffff00", Colours().paper) in css
