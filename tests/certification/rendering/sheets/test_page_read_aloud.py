"""The sheet as it is read aloud: by its structure, in order, each run in its language."""

import re

import pikepdf
import pytest

from certification.rendering.style import BUILT_IN_STYLE
from certification.rendering.words import sheet_words
from people.text.spelling import BURMESE_LETTER
from tests.certification.rendering.sheets.reading_order import Sheet
from tests.certification.rendering.sheets.sample_certificates import (
    PAPERS,
    WORDS,
    bare,
    facts_of,
    printed,
    saved,
)


@pytest.fixture(params=WORDS)
def words(request):
    return request.param


@pytest.fixture(params=PAPERS)
def sheet(request, words, tmp_path):
    return Sheet(saved(printed(words, request.param), tmp_path))


def story(facts):
    """What must be heard, in order: every part of the paper once, in both languages."""
    words = sheet_words(facts, BUILT_IN_STYLE)
    fixed, dates = words["fixed"], []
    yield from both(words["issuer"])
    yield from (fixed["title"]["my"], fixed["title"]["en"].upper())
    yield from both(fixed["statement"])
    for part in ("name", "posting", "course"):
        yield from both(words[part])
    for skill in words["skills"]:
        yield f"{skill['name']['my']} – {skill['level']['my']}"
        yield f"· {skill['name']['en']} – {skill['level']['en']}"
    for language, score in (("my", words["score_my"]), ("en", words["score"])):
        days = [
            f"{fixed[name][language]} {words[name][language]}" for name in ("completed", "expires")
        ]
        dates.append(f"{days[0]} · {fixed['score'][language]} {score}% · {days[1]}")
    yield from dates
    for who in words["signatories"]:
        yield from (*both(who["name"]), *both(who["position"]))
    yield from (fixed["check"]["my"], f"· {fixed['check']['en']}")
    yield from (words["code_spaced"], words["address"])
    yield f"QR ကုဒ် · QR code: {words['url']}"
    yield from both(words["clause"])


def both(pair):
    return pair["my"], pair["en"]


def test_it_is_read_in_the_order_of_the_story_and_nothing_is_left_out(sheet, words):
    heard = bare("".join(said.words for said in sheet.said()))
    assert heard == bare("".join(story(facts_of(words))))


def test_the_order_of_reading_is_that_of_the_eye(sheet):
    said = sheet.said()
    check = next(n for n, run in enumerate(said) if run.blocks.count("H1"))
    signatures = next(n for n, run in enumerate(said) if "ဒေါ်အေးအေးမြင့်" in run.words)
    tops = [run.top for run in said[check:signatures]]
    assert tops == sorted(tops)


def test_there_is_one_heading_the_title(sheet):
    heads = [said.words for said in sheet.said() if "H1" in said.blocks]
    assert heads == ["သင်တန်းအောင်လက်မှတ်", "CERTIFICATE OF COMPLETION"]
    assert not any(
        re.search(r"/S /H[2-6]", o.unparse().decode("latin-1")) for o in elements(sheet)
    )


def test_every_run_is_in_the_language_it_is_marked_as(sheet):
    for said in sheet.said():
        if re.search("[A-Za-z]", said.words) or BURMESE_LETTER.search(said.words):
            assert said.language == ("my" if BURMESE_LETTER.search(said.words) else "en"), said


def test_blocks_stand_in_blocks_as_they_may(sheet):
    for said in sheet.said():
        assert said.blocks[:2] == ("Document", "Part")
        assert not {"P", "H1"} & set(said.blocks[:-1]), said
        if "L" in said.blocks:
            assert said.blocks[-3:] == ("L", "LI", "LBody")


def test_every_picture_has_words_and_all_else_that_is_drawn_is_decoration(sheet):
    figures = [o for o in elements(sheet) if o.S == "/Figure"]
    assert figures
    assert all(str(figure.Alt) for figure in figures)
    assert [run for run in sheet.runs() if "unmarked" in run] == []
    words_of_lines = [run for run in sheet.runs() if "told" in run]
    assert len(words_of_lines) > 10


def test_what_a_line_tells_is_what_its_element_tells(sheet):
    heard = {run["told"] for run in sheet.runs() if "told" in run}
    assert {str(o.ActualText) for o in elements(sheet) if "/ActualText" in o} == heard


def test_the_window_shows_the_title_and_tabs_follow_the_structure(sheet):
    root = sheet.file.Root
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.Lang == "my"
    assert str(sheet.file.docinfo.Title).startswith("Protecting")
    assert sheet.page.Tabs == "/S"
    assert "/Outlines" not in root or not root.Outlines.get("/Count")


def test_no_break_mark_is_anywhere_in_the_file(sheet):
    hidden = "\u200b".encode("utf-16-be").hex().encode()
    for part in sheet.file.objects:
        content = part.read_bytes() if isinstance(part, pikepdf.Stream) else part.unparse()
        assert b"<feff" not in content or hidden not in content.lower()
        assert "\u200b".encode() not in content


def test_the_address_is_a_link_that_leads_to_the_code(sheet):
    [link] = [note for note in sheet.page.Annots if note.Subtype == "/Link"]
    assert str(link.A.URI).endswith("/verify/SAMPLE000000/")
    assert [said.words for said in sheet.said() if said.role == "Link"] != []


def test_the_code_is_large_enough_to_type_from(sheet):
    [code] = [run for run in sheet.runs() if run.get("glyphs") == "SAMP-LE00-0000"]
    assert min(code["sizes"]) >= 9
    assert min(min(run["sizes"]) for run in sheet.runs() if run.get("sizes")) >= 5.9


def elements(sheet):
    kinds = (o for o in sheet.file.objects if isinstance(o, pikepdf.Dictionary))
    return [o for o in kinds if o.get("/Type") == "/StructElem"]
