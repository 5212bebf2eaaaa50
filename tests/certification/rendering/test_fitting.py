"""Words shrink until they fit the sheet; what fits at no size is refused."""

import io
from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont

from certification.designs.samples import STRESS_WORDS, build_sample_facts
from certification.models import DesignVersion
from certification.rendering import fitting
from certification.rendering.fitting import require_fit
from certification.rendering.page import render_pdf
from certification.rendering.style import SheetOverflow, SheetStyle
from people.printing.sheets import _load_fonts
from people.text.names import (
    MAX_NAME_LETTERS,
    MAX_UNBROKEN_LETTERS,
    is_name_printable,
    validate_name_fits,
)
from tests.certification.design_factories import PEOPLE
from tests.certification.rendering.sheets.sample_certificates import (
    LONG_EN,
    LONG_MY,
    long_names,
    saved,
    text_of,
)

pytestmark = pytest.mark.any_database


def test_long_names_and_titles_shrink_until_they_fit(facts, tmp_path):
    long_names(facts)
    text = text_of(saved(render_pdf(facts, "{}"), tmp_path))
    assert LONG_MY in text
    assert LONG_EN in text


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("words", lambda f: f["course"]["titles"].update(en="word " * 400)),
        ("words", lambda f: f["person"]["names"].update(en="Unbroken" * 40)),
        ("issuer", lambda f: f["issuer"]["names"].update(en="Board " * 90)),
        ("signatory-1", lambda f: f["signatories"][0]["names"].update(en="Name " * 40)),
    ],
)
def test_what_fits_at_no_size_is_refused_with_the_name_of_the_part(facts, part, change):
    change(facts)
    with pytest.raises(SheetOverflow, match=part):
        render_pdf(facts, "{}")


@pytest.fixture
def layouts(monkeypatch):
    """A list that grows by one with each layout."""
    done, lay_out = [], fitting.lay_out_sheet
    monkeypatch.setattr(
        fitting, "lay_out_sheet", lambda *a, **k: done.append(k["step"]) or lay_out(*a, **k)
    )
    return done


def test_words_with_room_are_laid_out_at_full_size(facts, layouts):
    fitting.require_fit(facts)
    assert layouts == [0]


def test_words_without_room_are_laid_out_at_the_first_size_that_fits(facts, layouts):
    long_names(facts)
    fitting.require_fit(facts)
    assert layouts == list(range(len(layouts)))
    assert len(layouts) > 1


def test_what_was_just_laid_out_is_not_laid_out_again_and_is_the_same_file(facts, layouts):
    alone = render_pdf(facts, "{}")
    layouts.clear()
    with fitting.reuse_layout():
        fitting.require_fit(facts)
        assert render_pdf(facts, "{}") == alone
    assert layouts == [0]


def test_other_facts_are_laid_out_for_themselves(facts, layouts):
    other = facts | {"score": 99}
    with fitting.reuse_layout():
        fitting.require_fit(facts)
        written = render_pdf(other, "{}")
    assert layouts == [0, 0]
    assert written == render_pdf(other, "{}")


def test_no_layout_is_kept_outside_of_the_block(facts, layouts):
    with fitting.reuse_layout():
        fitting.require_fit(facts)
    render_pdf(facts, "{}")
    fitting.require_fit(facts)
    render_pdf(facts, "{}")
    assert layouts == [0] * 4


def test_a_refusal_names_the_code_and_every_part_without_room(facts):
    facts["person"]["names"]["en"] = "Unbroken" * 40
    facts["issuer"]["names"]["en"] = "Board " * 90
    with pytest.raises(SheetOverflow, match=facts["code"]) as refusal:
        fitting.require_fit(facts)
    assert {"words", "issuer"} <= set(refusal.value.parts)


@pytest.mark.parametrize("weight", ["regular.ttf", "bold.ttf"])
def test_the_fonts_have_every_letter_that_is_taken_at_the_door(weight):
    letters = set(TTFont(io.BytesIO(_load_fonts()[weight])).getBestCmap())
    taken = {code for code in range(0x20, 0x20000) if is_name_printable(chr(code))}
    assert taken - letters == set()
    assert {ord(one) for one in "ကခဂ၀ဿAzÉŠő-’"} <= taken


LONGEST_NAMES = {
    "burmese": ("ဩ" * MAX_NAME_LETTERS, "Waw " * (MAX_NAME_LETTERS // 4)),
    "syllables": ("ခင်" * (MAX_NAME_LETTERS // 2), "W" * MAX_UNBROKEN_LETTERS),
    "unbroken": ("W" * MAX_UNBROKEN_LETTERS, "W" * MAX_UNBROKEN_LETTERS),
    "latin": ("WWW " * (MAX_NAME_LETTERS // 4), "WWW " * (MAX_NAME_LETTERS // 4)),
}


@pytest.mark.parametrize("name", LONGEST_NAMES.values(), ids=LONGEST_NAMES)
@pytest.mark.parametrize("paper", DesignVersion.Paper.values)
def test_every_name_that_is_taken_at_the_door_fits_every_paper(name, paper):
    names = dict(zip(("my", "en"), (one.strip() for one in name), strict=True))
    for one in names.values():
        validate_name_fits(one)
    signers = [
        {"names": {"my": my, "en": en}, "positions": {"my": post, "en": place}}
        for my, en, post, place in PEOPLE
    ]
    facts = build_sample_facts("course", replace(STRESS_WORDS, name=names), signers)
    # With an honorific before it, and under it the note that nobody confirmed it.
    facts["person"]["is_confirmed"] = False
    facts["person"]["names"]["my"] = "ဒေါက်တာ" + names["my"]
    require_fit(facts, SheetStyle(paper=paper))
