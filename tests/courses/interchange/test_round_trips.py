"""A question that a format can hold is the same when it is read again."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from PIL import Image

from courses.interchange import (
    FORMATS,
    DraftFacts,
    DraftMedia,
    ItemDraft,
    digest_draft,
    html_to_text,
    read_questions,
)
from courses.interchange.drafts import DraftPart
from courses.interchange.shapes import (
    Gap,
    shape_categories,
    shape_choice,
    shape_cloze,
    shape_essay,
    shape_matching,
    shape_order,
    shape_true_false,
)
from tests.courses.interchange.drafting import KINDS, choices, drafts, pack_written

pytestmark = pytest.mark.any_database

_TYPED = {"single", "multiple", "true_false", "numeric", "short_text", "essay", "matching"}
_HELD = {
    "gift": _TYPED,
    "moodle": _TYPED | {"ordering", "cloze"},
    "cc11": {"single", "multiple", "true_false", "short_text", "essay"},
    "csv": {*KINDS},
    "xlsx": {*KINDS},
    "qti12": {*KINDS} - {"select_text"},
    "qti21": {*KINDS},
    "qti22": {*KINDS},
    "qti30": {*KINDS},
}


def list_losses(written):
    with translation.override("en"):
        return " ".join(str(one.reason) for one in written.notes)


_NOTED = shape_essay(
    ItemDraft(kind="", stem="<p>Why?</p>", answer_key=None, language="my"),
    note='Two points for <b> & "why".\nOne for ရုံး.',
)


def keep_note(key, name):
    """The key of an essay: some have no place for the note, and a workbook's cell has one line."""
    note = {} if name in ("gift", "cc11") else key.get("note", {})
    if name == "xlsx":
        note = {code: text.replace("\n", " ") for code, text in note.items()}
    return {"rubric": key["rubric"], **({"note": note} if note else {})}


@pytest.mark.parametrize("name", sorted(_HELD))
@given(draft=drafts)
@example(draft=_NOTED)
@settings(max_examples=25, deadline=None)
def test_a_question_is_the_same_again_or_refused_by_name(name: str, draft: ItemDraft) -> None:
    written = FORMATS[name].write([draft])
    assert (written.count, len(written.refusals)) in ((1, 0), (0, 1))
    assert written.count == (draft.kind in _HELD[name]) or draft.kind in ("cloze", "select_text")
    if written.count:
        reading = read_questions(written.content, "my")
        assert reading.refusals == []
        facts = DraftFacts() if name == "cc11" else replace(draft.facts, note="")
        tags = () if name == "cc11" else draft.tags
        kept = draft if name in ("csv", "xlsx") else replace(draft, facts=facts, tags=tags)
        if draft.kind == "essay":
            kept = replace(kept, answer_key=keep_note(draft.answer_key, name))
        assert reading.drafts == [kept]
        same_words = kept == draft or name == "xlsx"
        assert bool(list_losses(written)) == (not same_words)
        assert digest_draft(reading.drafts[0]) == digest_draft(draft)


@given(draft=choices(is_multiple=False))
@settings(max_examples=50, deadline=None)
def test_aiken_keeps_the_words_of_a_question_or_refuses_it_by_name(draft: ItemDraft) -> None:
    written = FORMATS["aiken"].write([draft])
    assert (written.count, len(written.refusals)) in ((1, 0), (0, 1))
    if written.count:
        reading = read_questions(written.content, "my")
        (again,) = reading.drafts
        assert reading.notes == []
        assert (again.options, again.answer_key) == (draft.options, draft.answer_key)
        assert html_to_text(again.stem) == html_to_text(draft.stem)
        assert "Bold" in list_losses(written)


@pytest.mark.parametrize("name", ["cc13", "csv", "moodle", "qti12", "qti21", "qti30", "xlsx"])
def test_many_questions_keep_their_order_and_their_pictures(name: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (3, 3)).save(file, "PNG")
    media = {
        "stem": DraftMedia("my-map.png", file.getvalue(), 'A "map"'),
        "o2": DraftMedia("b.png", file.getvalue(), "Two & more"),
    }
    base = ItemDraft(kind="", stem="<p>Which?</p>", answer_key=None, language="en", media=media)
    answers = [("One", True), ("", False)]
    first = shape_choice(base, answers, is_multiple=False)
    drafts = [replace(first, source_name=str(number)) for number in range(12)]
    assert read_questions(pack_written(FORMATS[name].write(drafts)), "en").drafts == drafts
    # A text has no place for them, and without them it would be another question.
    assert FORMATS["gift"].write(drafts).count == 0


def read_item(name: str, draft: ItemDraft) -> str:
    with zipfile.ZipFile(io.BytesIO(FORMATS[name].write([draft]).content)) as package:
        return package.read("items/q00001.xml").decode()


@pytest.mark.parametrize("name", ["csv", "moodle", "qti12", "qti21", "qti30", "xlsx"])
def test_lines_steps_and_what_belongs_to_them_keep_pictures_where_a_format_can(name: str) -> None:
    pictures = []
    for colour in ("red", "blue", "green"):
        file = io.BytesIO()
        Image.new("RGB", (3, 3), colour).save(file, "PNG")
        media = DraftMedia("sign.png", file.getvalue(), f"A {colour} sign")
        pictures.append(DraftPart("", media))
    base = ItemDraft(kind="", stem="<p>Which?</p>", answer_key=None, language="en")
    red, blue, green = pictures
    lefts = shape_matching(base, [(red, "Stop"), (blue, "Go"), (green, "Go")], ["Wait"])
    rights = shape_matching(base, [("Stop", red), ("Go", blue), ("Run", blue)], [green])
    sorts = shape_categories(base, [(red, "Stop"), (blue, "Go")], ["Stop", "Go"])
    steps = shape_order(base, [red, blue, green])
    drafts = [replace(one, source_name=one.kind) for one in (lefts, rights, sorts, steps)]
    assert drafts[1].answer_key == {"pairs": {"t1": "o1", "t2": "o2", "t3": "o2"}}
    written = FORMATS[name].write(drafts)
    held = [drafts[0], drafts[3]] if name == "moodle" else drafts
    assert read_questions(pack_written(written), "en").drafts == held
    assert [one.place for one in written.refusals] == [d.kind for d in drafts if d not in held]


def test_qti_3_says_what_is_told_afterwards_in_a_body_of_its_own() -> None:
    answers = [("One", True), ("Two", False)]
    base = ItemDraft(kind="", stem="<p>Which?</p>", answer_key=None, feedback="<p>So.</p>")
    draft = shape_choice(base, answers, is_multiple=False, told=["<p>Yes.</p>", ""])
    for name, body in (("qti21", "<p>So.</p>"), ("qti30", "<qti-content-body><p>So.</p>")):
        assert f'">{body}</' in read_item(name, draft)


def test_players_of_qti_take_each_word_score_what_is_missing_and_explain() -> None:
    base = ItemDraft(
        kind="", stem="<p>?</p>", answer_key=None, language="my", feedback="<p>So.</p>"
    )
    gaps = [Gap(["sky"]), Gap(["sea"])]
    bank = read_item("qti30", shape_cloze(base, "<p>[[t1]] [[t2]]</p>", gaps, ["sky", "sea"]))
    assert '<qti-gap-match-interaction max-associations="0" ' in bank
    # A mapping of what nobody answered stops a player, and with it the whole score.
    typed = read_item("qti30", shape_cloze(base, "<p>[[t1]] [[t2]]</p>", gaps, []))
    assert typed.count("<qti-is-null>") == typed.count("<qti-map-response ") == 2
    assert '<qti-set-outcome-value identifier="EXPLANATION">' in typed


def test_true_and_false_are_known_again_whatever_a_bank_calls_them() -> None:
    base = ItemDraft(kind="", stem="<p>Which?</p>", answer_key=None, language="my")
    draft = shape_true_false(base, is_true=False)
    spoken = replace(draft, options={"true": "မှန်", "false": "မှား"})
    for name in sorted({*_HELD}):
        written = pack_written(FORMATS[name].write([spoken]))
        assert read_questions(written, "my").drafts == [draft]


def test_a_cartridge_names_its_one_bank_and_the_pictures_that_it_needs() -> None:
    file = io.BytesIO()
    Image.new("RGB", (3, 3)).save(file, "PNG")
    base = ItemDraft(kind="", stem="<p>Which?</p>", answer_key=None, language="my")
    media = {"o2": DraftMedia("map.png", file.getvalue(), "A map")}
    answers = [("One", True), ("Two", False)]
    draft = shape_choice(replace(base, media=media), answers, is_multiple=False)
    sorting = shape_matching(base, [("a", "1"), ("b", "2")])
    for version in ("1.1", "1.3"):
        written = FORMATS[f"cc{version.replace('.', '')}"].write([draft, sorting])
        assert (written.count, len(written.refusals)) == (1, 1)
        with zipfile.ZipFile(io.BytesIO(written.content)) as package:
            manifest, bank, picture = map(package.read, package.namelist())
        assert f"<schemaversion>{version}.0</schemaversion>".encode() in manifest
        assert manifest.count(b"/question-bank") == manifest.count(b"<dependency ") == 1
        assert b'href="images/q1-o2/map.png"' in manifest
        assert b'$IMS-CC-FILEBASE$/images/q1-o2/map.png"' in bank
        assert picture == file.getvalue()


def test_qti_1_has_one_sort_of_gaps_in_a_text_and_no_other_brackets_of_their_form() -> None:
    base = ItemDraft(kind="", stem="<p>Fill in.</p>", answer_key=None, language="en")
    typed, chosen = Gap(["sky"]), Gap(["sea"], ["sea", "see"])
    drafts = [
        shape_cloze(base, "<p>[[t1]] [[t2]]</p>", [typed, typed]),
        shape_cloze(base, "<p>[[t1]] [[t2]]</p>", [typed, chosen]),
        shape_cloze(base, "<p>[t1] [[t1]]</p>", [typed]),
    ]
    written = FORMATS["qti12"].write(drafts)
    assert (written.count, len(written.refusals)) == (1, 2)
