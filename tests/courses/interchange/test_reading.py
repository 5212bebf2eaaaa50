"""Files are known by what is in them; what is hostile or broken is refused in words."""

import base64
import io
import json
import re
import zipfile
from dataclasses import asdict

import pytest
from django.utils import translation
from django.utils.translation import gettext
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from courses.interchange import DraftFacts, DraftMedia, read_questions

pytestmark = pytest.mark.any_database

AIKEN = "Who signs?\nA. The clerk\nB)The director\nANSWER: B\n"
GIFT = "Who signs? {~The clerk =The director}"
SHEET = "kind;question;option_1;option_2;right\nsingle;Who signs?;The clerk;The director;2\n"
MOODLE = """<quiz><question type="multichoice"><questiontext format="html"><text>Who signs?</text>
</questiontext><single>true</single><answer fraction="0"><text>The clerk</text></answer>
<answer fraction="100"><text>The director</text></answer></question></quiz>"""
QTI_1 = """<questestinterop><item title=""><presentation><material><mattext>Who signs?</mattext>
</material><response_lid ident="r"><render_choice><response_label ident="a"><material>
<mattext>The clerk</mattext></material></response_label><response_label ident="b"><material>
<mattext>The director</mattext></material></response_label></render_choice></response_lid>
</presentation><resprocessing><respcondition><conditionvar><varequal respident="r">b</varequal>
</conditionvar><setvar action="Set">1</setvar></respcondition></resprocessing></item>
</questestinterop>"""
QTI_3 = """<qti-assessment-item identifier="i" title=""><qti-response-declaration identifier="r"
 cardinality="single" base-type="identifier"><qti-correct-response><qti-value>b</qti-value>
</qti-correct-response></qti-response-declaration><qti-item-body><qti-choice-interaction
 response-identifier="r"><qti-prompt>Who signs?</qti-prompt><qti-simple-choice identifier="a">The
 clerk</qti-simple-choice><qti-simple-choice identifier="b">The director</qti-simple-choice>
</qti-choice-interaction></qti-item-body></qti-assessment-item>"""
BOMB = """<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<quiz><question type="essay"><questiontext><text>&b;</text></questiontext></question></quiz>"""
EVIL = "<script>alert(1)</script><a href='javascript:alert(1)' onclick='x()'>a</a><svg onload=x()>"


def pack(files, **how):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text, **how)
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        GIFT.encode(),
        GIFT.encode("utf-8-sig"),
        GIFT.encode("utf-16"),
        AIKEN.encode(),
        SHEET.encode(),
        MOODLE.encode(),
        QTI_1.encode(),
        QTI_3.encode(),
        pack({"imsmanifest.xml": "<manifest/>", "a/item.xml": QTI_3, "a/._item.xml": "\0"}),
        pack({"bank.xml.qti": QTI_1}),
        # As they are handed out, with what the format does not hold in a text beside them.
        pack({"bank.gift.txt": GIFT, "not-in-the-file.txt": "A hint – It is left out."}),
        pack({"bank.xml": MOODLE, "not-in-the-file.txt": "A hint – It is left out."}),
        pack({"bank-my.zip": pack({"a.xml": BOMB}), "bank-en.zip": pack({"a.xml": QTI_3})}),
    ],
)
def test_the_same_question_is_read_of_each_format(content):
    reading = read_questions(content, "en")
    assert reading.refusals == []
    (draft,) = reading.drafts
    assert (draft.kind, draft.stem) == ("single", "<p>Who signs?</p>")
    assert draft.options == {"o1": "The clerk", "o2": "The director"}
    assert draft.answer_key == ["o2"]


def damage(packed):
    """The archive with the middle of its first file overwritten."""
    start = packed.index(b"a.xml") + 20
    return packed[:start] + b"\xff" * 20 + packed[start + 20 :]


def ask_in_moodle(html):
    return MOODLE.replace("Who signs?", f"<![CDATA[{html}]]>").encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "UTF-8"),
        ("Caf\xe9 {=a ~b}".encode("cp1252"), "UTF-8"),
        (b"Only words.", "no format"),
        (BOMB.encode(), "entities"),
        (BOMB.encode("utf-16"), "entities"),
        (pack({"bank.xml.qti": BOMB.replace("quiz", "questestinterop")}), "no file of questions"),
        (BOMB.replace('"aaaaaaaaaa"', "SYSTEM 'file:///etc/passwd'").encode(), "entities"),
        (MOODLE.replace("signs", "sign\xe9s").encode("cp1252"), "broken"),
        (pack({"xl/workbook.xml": "<workbook/>", "xl/big.xml": " " * 30_000_000}), "not an Excel"),
        (b"<!DOCTYPE q SYSTEM 'file:///etc/passwd'><quiz", "broken"),
        (b"<a>" * 5_000 + b"</a>" * 5_000, "larger"),
        (b"<html><body>x</body></html>", "no file of questions"),
        (b"PK\x03\x04 and no more", "broken"),
        (pack({"a.xml": QTI_3 + " " * 30_000_000}), "too large"),
        (pack({"../a.xml": QTI_3}), "outside"),
        (pack({"/etc/a.xml": QTI_3}), "outside"),
        (pack({f"{n}.txt": "" for n in range(5_001)}), "too many"),
        (pack({"a.txt": "Only words."}), "no file of questions"),
        (pack({"a.txt": GIFT, "b.txt": GIFT}), "several files"),
        (pack({"a.zip": pack({"b.zip": pack({"c.xml": QTI_3})})}), "no file of questions"),
        (damage(pack({"a.xml": QTI_3})), "broken"),
        # Read by going through them again and again, they would hold the worker for hours.
        (ask_in_moodle("<b><i>" * 200), "larger"),
        (ask_in_moodle("<p>a<br>" * 20_000), "larger"),
        (ask_in_moodle("<object>" * 20_000), "more than one picture"),
        (b"{" * 200_000, "not closed"),
        (b"Select {1:MULTICHOICE:=One~Two}", "neither"),
        (ask_in_moodle('<a href="@@PLUGINFILE@@/rules.pdf">Rules</a>'), "links to a file"),
        (QTI_3.replace("Who", '<a href="rules.pdf">Who</a>').encode(), "links to a file"),
    ],
)
def test_what_is_broken_or_hostile_is_refused_in_words(content, words):
    reading = read_questions(content, "en")
    assert reading.drafts == []
    with translation.override("en"):
        assert words in str(reading.refusals[-1].reason)


def test_what_moodle_plays_and_what_stood_beside_the_text_comes_along():
    sound, picture = b"ID3\x03\0\0\0\0\0\0", io.BytesIO()
    Image.new("RGB", (3, 3)).save(picture, "PNG")
    told, shown = (base64.b64encode(one).decode() for one in (sound, picture.getvalue()))
    html = '&lt;a href="@@PLUGINFILE@@/hello.mp3">Listen:&lt;/a> Who signs?'
    played = MOODLE.replace("Who signs?", html).replace(
        "</questiontext>", f'<file name="hello.mp3" encoding="base64">{told}</file></questiontext>'
    )
    old = f"</questiontext><image>map.png</image><image_base64>{shown}</image_base64>"
    beside = MOODLE.replace("</questiontext>", old)
    (first,), (second,) = (read_questions(one.encode()).drafts for one in (played, beside))
    assert first.stem == "<p>Listen: Who signs?</p>"
    assert first.media == {"stem": DraftMedia("hello.mp3", sound, is_sound=True)}
    assert second.media == {"stem": DraftMedia("map.png", picture.getvalue())}
    lost = read_questions(beside.replace(shown, "").encode())
    assert [str(one.reason) for one in lost.refusals] == [
        str(gettext("Its picture or sound did not come with the file."))
    ]


@pytest.mark.parametrize("text", [GIFT, SHEET, MOODLE, QTI_3])
def test_no_script_comes_along_in_any_field(text):
    is_xml = text.startswith("<")
    told = EVIL.replace("<", "&lt;").replace("=", "\\=") if is_xml else EVIL.replace("=", "\\=")
    for words in ("Who signs?", "The clerk", "The director"):
        text = text.replace(words, f"{words}{told}")
    drafts = read_questions(text.encode(), "en").drafts
    assert drafts
    for draft in drafts:
        html = draft.stem + draft.feedback + "".join(draft.option_feedback.values())
        assert "<script" not in html
        assert "<svg" not in html
        assert not re.search(r"<a[^>]*(?:javascript|onclick)", html)


ASKED, CLERK, ALL = "ေန႔စဥ္ အလုပ္မ်ားကို ဘယ္သူ လုပ္ေဆာင္သလဲ", "အရာရွိမ်ား", "ဝန္ထမ္းမ်ားအားလံုး"


@pytest.mark.parametrize("text", [GIFT, AIKEN, SHEET, MOODLE, QTI_1])
def test_zawgyi_is_converted_and_that_is_told(text):
    text = text.replace("Who signs?", ASKED).replace("The clerk", CLERK)
    reading = read_questions(text.replace("The director", ALL).encode(), "my")
    (draft,) = reading.drafts
    assert draft.stem == "<p>နေ့စဉ် အလုပ်များကို ဘယ်သူ လုပ်ဆောင်သလဲ</p>"
    assert [*draft.options.values()] == ["အရာရှိများ", "ဝန်ထမ်းများအားလုံး"]
    assert len(reading.notes) == 1


def test_what_cannot_be_asked_is_refused_by_name_with_its_place():
    text = MOODLE.replace(
        "</quiz>", '<question type="drawing"><name><text>Map</text></name></question></quiz>'
    )
    (refusal,) = read_questions(text.encode(), "en").refusals
    for language, place in (("en", "Question 2: Map"), ("my", "မေးခွန်း ၂၊ Map")):
        with translation.override(language):
            assert str(refusal.place) == place
            assert "drawing" in str(refusal.reason)


_SIGNS = "ab1 \n\r\t~=#{}:%>-<&;\"'/\\.,A.B)ANSWER:?!xml quiz question text|က"


@given(st.one_of(st.binary(max_size=80), st.text(alphabet=_SIGNS, max_size=120).map(str.encode)))
@settings(max_examples=150)
def test_no_file_raises_and_every_question_read_is_plain_data(content):
    for draft in read_questions(content, "en").drafts:
        assert json.dumps(asdict(draft) | {"media": None}, ensure_ascii=False)


PICTURE = '<img src="sign.png"> is it?'


@pytest.mark.parametrize("text", [GIFT, AIKEN, SHEET, MOODLE])
@pytest.mark.parametrize("words", ["Who signs?", "The clerk"])
def test_a_picture_that_does_not_arrive_refuses_its_question_in_plain_words(text, words):
    html = PICTURE.replace("<", "&lt;") if text.startswith("<") else PICTURE
    html = html.replace("=", "\\=") if text == GIFT else html.replace('"', "'")
    reading = read_questions(text.replace(words, f"{words} Which {html}").encode(), "en")
    assert not reading.drafts
    (refusal,) = reading.refusals
    assert refusal.place
    assert "<img" not in refusal.excerpt or text != MOODLE


def test_what_is_said_to_those_who_answer_comes_along_and_what_others_are_told_is_noted():
    block = '<qti-rubric-block view="{}"><p>{}</p></qti-rubric-block>'
    blocks = block.format("candidate tutor", "Read first.") + block.format("scorer", "Two points.")
    content = QTI_3.replace("<qti-item-body>", f"<qti-item-body>{blocks}")
    reading = read_questions(content.encode(), "en")
    assert reading.drafts[0].stem.startswith("<p>Read first.</p>")
    assert "Two points" not in reading.drafts[0].stem
    with translation.override("en"):
        assert "teach or mark" in str(reading.notes[0].reason)


def test_ilias_says_in_the_text_where_an_image_stands_and_behind_it_which_it_is():
    picture = io.BytesIO()
    Image.new("RGB", (3, 3)).save(picture, "PNG")
    asked = """<mattext texttype="text/xhtml">&lt;p&gt;Who signs?&lt;img src="il_0_mob_1"
alt="A form"&gt;&lt;/p&gt;</mattext><matimage label="il_0_mob_1" uri="objects/1/form.png"/>"""
    text = QTI_1.replace("<mattext>Who signs?</mattext>", asked)
    packed = pack({"qpl/qti.xml": text, "qpl/objects/1/form.png": picture.getvalue()})
    reading = read_questions(packed, "en")
    assert reading.refusals == []
    (draft,) = reading.drafts
    assert (draft.stem, draft.media["stem"].words) == ("<p>Who signs?</p>", "A form")


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ("<b onclick=x()>a</b>", "Scripts, styles"),
        ("<b>a</b><svg></svg>", "A drawing"),
        ("10<sup>2</sup>", "Raised or lowered"),
        ("<table><tr><td>a</td></tr></table>", "A table"),
    ],
)
def test_what_cleaning_takes_out_is_noted_once_with_its_place(taken, told):
    for text in (GIFT, MOODLE):
        html = taken.replace("<", "&lt;") if text == MOODLE else taken.replace("=", "\\=")
        with_it = text.replace("Who signs?", f"Who signs? {html}").replace(
            "clerk", f"clerk {html}"
        )
        with translation.override("en"):
            reading = read_questions(with_it.encode(), "en")
            assert [str(one.reason).startswith(told) for one in reading.notes] == [True]
        assert len(reading.drafts) == 1
    plain = read_questions(GIFT.encode(), "en")
    assert plain.notes == []


def test_a_picture_in_what_is_told_afterwards_is_left_out_and_noted():
    gift = GIFT.replace("director}", 'director#Look: <img src\\="a.png">}')
    sheet = SHEET.replace("right\n", "right;feedback\n").replace(
        ";2", ";2;Look: <img src='a.png'>"
    )
    for text in (gift, sheet):
        reading = read_questions(text.encode(), "en")
        assert len(reading.drafts) == len(reading.notes) == 1


def test_a_sheet_names_skill_level_difficulty_and_note_and_other_columns_are_told():
    sheet = SHEET.replace("right\n", "right;skill;level;difficulty;note;Colour\n")
    reading = read_questions(sheet.replace(";2\n", ";2;DC-1;၃;Hard;Mine;red\n").encode(), "en")
    (draft,) = reading.drafts
    assert draft.facts == DraftFacts("DC-1", 3, "hard", "Mine")
    assert ["Colour" in str(one.reason) for one in reading.notes] == [True]


def test_a_long_run_of_spaces_is_read_at_once():
    # As long as the square of it, nobody would see the end of this test.
    text = MOODLE.replace("Who signs?", f"Who signs? a={' ' * 90_000}b")
    [draft] = read_questions(text.encode(), "en").drafts
    assert draft.stem == "<p>Who signs? a= b</p>"


@pytest.mark.parametrize(
    "text",
    [
        MOODLE.replace('fraction="100"', 'fraction="NaN"'),
        MOODLE.replace('fraction="100"', 'fraction="1e9999999"'),
        MOODLE.replace("multichoice", "gapselect").replace("Who", f"[[{'9' * 5_000}]]"),
        QTI_1.replace('<setvar action="Set">1', '<setvar action="Set">NaN'),
        QTI_1.replace('<setvar action="Set">1', '<setvar action="Add">1e9999999'),
    ],
)
def test_a_number_that_is_none_or_beyond_all_measure_is_refused_in_words(text):
    reading = read_questions(text.encode(), "en")
    assert not reading.drafts
    assert len(reading.refusals) == 1


def test_a_sign_between_cells_parts_no_cell_of_a_sheet():
    text = SHEET.replace("Who signs?", '"Who\n\x1esigns?"')
    [draft] = read_questions(text.encode(), "en").drafts
    assert draft.stem == "<p>Who<br>signs?</p>"
