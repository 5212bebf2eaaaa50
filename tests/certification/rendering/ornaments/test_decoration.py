"""The marks under the words of a sheet: drawn once for a plan, and nothing to be read aloud."""

import io

import pikepdf
import pytest

from certification.rendering.ornaments import decoration, marks
from certification.rendering.ornaments.decoration import place_ornaments
from certification.rendering.page import render_pdf
from certification.rendering.plan import plan_sheet
from certification.rendering.style import BUILT_IN_STYLE, SheetStyle

pytestmark = pytest.mark.any_database


@pytest.fixture
def plan():
    return plan_sheet({"signatories": [{}, {}]}, BUILT_IN_STYLE)


def test_the_background_fills_the_paper_and_seal_and_blossom_have_their_places(plan):
    background, seal, blossom = (box for box, _mark in place_ornaments(plan))
    assert (background.left, background.top) == (0, 0)
    assert (background.width, background.height) == (297, 210)
    assert (seal, blossom) == (plan.layout.seal, plan.layout.head)


def test_an_emblem_takes_the_place_of_the_blossom():
    plan = plan_sheet({"signatories": [{}, {}]}, SheetStyle(emblem=b"picture"))
    assert plan.layout.head not in [box for box, _mark in place_ornaments(plan)]
    assert len(list(place_ornaments(plan))) == 2


def test_they_lie_first_on_the_page_as_an_artifact_that_needs_no_resources(facts):
    with pikepdf.open(io.BytesIO(render_pdf(facts, "{}"))) as file:
        page = file.pages[0]
        operators = pikepdf.parse_content_stream(page)
        first = [str(operand) for operand in operators[0].operands], str(operators[0].operator)
        form = page.Resources.XObject["/Decoration"]
        assert first == (["/Artifact"], "BMC")
        assert [str(o.operator) for o in operators[:5]] == ["BMC", "q", "Do", "Q", "EMC"]
        assert dict(form.Resources) == {}
        used = {str(o.operator) for o in pikepdf.parse_content_stream(form)}
        assert not used & {"gs", "Tf", "Tj", "TJ", "Do"}
        assert len(form.read_bytes()) > 10_000


def test_equal_plans_are_drawn_once(facts, monkeypatch):
    drawn, draw = [], marks.draw_background
    monkeypatch.setattr(marks, "draw_background", lambda plan: drawn.append(plan) or draw(plan))
    decoration._draw_ornaments.cache_clear()
    for score in (80, 90):
        render_pdf(facts | {"score": score}, "{}")
    assert len(drawn) == 1
    render_pdf(facts, "{}", SheetStyle(background="frame"))
    assert len(drawn) == 2
