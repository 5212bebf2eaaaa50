"""The plan of a sheet: all that drawing depends on, and nothing else."""

from certification.rendering.colours import build_palette
from certification.rendering.plan import plan_sheet
from certification.rendering.style import BUILT_IN_STYLE, Colours, SheetStyle


def facts(signatories: int, **others):
    return {"signatories": [{}] * signatories, **others}


def test_the_same_kind_of_sheet_has_the_same_plan_whoever_holds_it():
    one = plan_sheet(facts(2, name="ဦးမောင်မောင်"), BUILT_IN_STYLE)
    other = plan_sheet(facts(2, name="Daw Khin"), SheetStyle())
    assert one == other
    assert hash(one) == hash(other)


def test_each_signatory_of_the_facts_has_a_place():
    plan = plan_sheet(facts(3), BUILT_IN_STYLE)
    assert len(plan.layout.signatories) == plan.background.signatories == 3


def test_another_number_of_signatories_or_another_paper_is_another_plan():
    plan = plan_sheet(facts(2), BUILT_IN_STYLE)
    assert plan != plan_sheet(facts(3), BUILT_IN_STYLE)
    assert plan != plan_sheet(facts(2), SheetStyle(paper="a4-portrait"))


def test_the_colours_are_those_of_the_background_that_is_drawn():
    style = SheetStyle(colours=Colours(primary="#004d40"))
    plan = plan_sheet(facts(1), style)
    assert plan.background == style.sheet_background(1)
    assert plan.palette == build_palette(plan.background)
