"""What is pasted from other programs, as their clipboards hold it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.rich_text import pasting
from cms.rich_text.pasting import clean_pasted

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {}</style></head>
<body><!--StartFragment--><h1 style='mso-x:1'>Title<o:p></o:p></h1>
<p class=MsoNormal><b>Bold</b> <i style='x'>it</i> <a href="https://a.org/">link</a><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·</span><![endif]>One</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·</span><![endif]>Two</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>၁။</span><![endif]>First</p>
<table><tr><td><p class=MsoNormal>A</p></td><td>B</td></tr><tr><td>1</td></tr></table>
<p class=MsoNormal>After</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoCommentText>Remark</p></body></html>"""
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2
dir="ltr"><span style="font-weight:400">Head</span></h2><p><span style="font-weight:700">Bold
</span><span style="font-style:italic">it</span></p><ul><li><p>one</p></li></ul></b>"""
LIBRE = """<meta name="generator" content="LibreOffice 7.4"/><h3 class="western">Head</h3>
<ol><li><p style="margin: 0">1</p></li></ol><table><tr><th><p>K</p></th><th>V</th></tr></table>"""


def test_word_keeps_its_meaning_and_loses_its_look():
    [(_text, before), (kind, rows), (_after, after)] = clean_pasted(WORD).pieces
    assert "<h2>Title</h2>" in before
    assert '<b>Bold</b> <i>it</i> <a href="https://a.org/">link</a>' in before
    assert "<ul><li>One</li><li>Two</li></ul>" in before.replace("\n", "")
    assert "<ol><li>First</li></ol>" in before
    assert (kind, rows) == ("table", [["A", "B"], ["1", ""]])
    assert after == "<p>After</p>"


def test_google_docs_and_libreoffice_keep_theirs():
    [(_kind, html)] = clean_pasted(DOCS).pieces
    assert "<h2>Head</h2><p><b>Bold\n</b><i>it</i></p><ul><li>" in html
    assert [kind for kind, _value in clean_pasted(LIBRE).pieces] == ["text", "table"]


def test_small_digits_and_footnotes_stay_readable_and_pictures_are_told():
    cleaned = clean_pasted(
        """<p>5 m<sup>2</sup> H<sub>2</sub>O 1<sup>st</sup><a href="#note1sym"><sup>1</sup></a>
<a href="#_ftn2"><span>[2]</span></a> <a href="#top">To the top</a></p>
<p><a href="#note1anc">1</a>Note<img src="file:///a.png"></p>"""
    )
    [(_kind, html)] = cleaned.pieces
    assert html == "<p>5 m² H₂O 1st[1]\n[2] To the top</p>\n<p>[1] Note</p>"
    assert cleaned.had_pictures
    assert not clean_pasted("<p>x</p>").had_pictures


def test_zawgyi_is_turned_into_unicode_as_a_whole():
    cleaned = clean_pasted("<p>သည္ <b>ျပည္ေထာင္စု</b> ျမန္မာႏိုင္ငံေတာ္ ဖြဲ႕စည္းပုံ</p>")
    assert cleaned.was_zawgyi
    assert cleaned.pieces[0][1].startswith("<p>သည် <b>ပြည်ထောင်စု</b> မြန်မာနိုင်ငံတော်")
    assert not clean_pasted("<p>ပြည်ထောင်စု</p>").was_zawgyi


@pytest.mark.parametrize(
    "bad",
    [
        *("<script>x()</script>", "<img src=x onerror=x()>", "<style>x{}"),
        *("<svg onload=x()><script>x()</script></svg>", "<iframe src='javascript:x()'></iframe>"),
    ],
)
def test_nothing_dangerous_arrives(bad):
    assert clean_pasted(f"<p>a{bad}</p>").pieces in ([("text", "<p>a</p>")], [("text", "<p>a")])


def test_a_link_that_would_act_loses_its_address():
    pieces = clean_pasted(
        "<p onclick='x()'><a href='javascript:x()' onclick='x()'>a</a></p>"
    ).pieces
    assert pieces == [("text", "<p><a>a</a></p>")]


def test_what_word_hides_and_gathers_by_itself_stays_behind():
    hidden = "<p class=MsoToc1>Table 3</p><p><span style='mso-hide:all'>unseen</span></p>"
    assert clean_pasted(f"{hidden}<p>a</p>").pieces == [("text", "<p>a</p>")]


def test_a_table_beyond_measure_comes_as_lines_and_is_told():
    cleaned = clean_pasted("<table>" + "<tr><td>a</td><td></td><td>b</td></tr>" * 500 + "</table>")
    assert cleaned.pieces == [("text", "<p>a · b</p>" * 500)]
    assert cleaned.had_large_tables


def test_a_row_of_very_many_columns_makes_no_cells_in_the_others(monkeypatch):
    written = []
    monkeypatch.setattr(
        pasting, "join_cells", lambda soup, rows: written.extend(rows) or soup.new_tag("p")
    )
    clean_pasted(f"<table><tr>{'<td colspan=60>a' * 20}</tr>{'<tr><td>b</tr>' * 20}</table>")
    assert sum(map(len, written)) == 20 * 60 + 20


def test_what_is_nested_beyond_measure_keeps_its_words_only():
    deep = "<table><tr><td>x" * 3_000
    [(_kind, html)] = clean_pasted(deep).pieces
    assert html.count("x") == 3_000


def test_signs_that_are_marks_here_name_no_table_and_part_no_texts():
    table = "<table><tr><td>1</td><td>2</td></tr></table>"
    for number in ("0", "9" * 5_000):
        pieces = clean_pasted(f"{table}<p>&#xE000;{number}&#xE001;</p>").pieces
        assert pieces == [("table", [["1", "2"]]), ("text", f"<p>{number}</p>")]
    cleaned = clean_pasted("<p>သည္ ျပည္&#x241E;ေထာင္စု ျမန္မာႏိုင္ငံေတာ္ ဖြဲ႕စည္းပုံ</p>")
    assert cleaned.pieces[0][1].startswith("<p>သည် ပြည်ထောင်စု")


def test_a_number_in_a_text_that_begins_with_the_same_stays_behind_its_word():
    [(_kind, html)] = clean_pasted('<p><a href="#a">1</a>Note<a href="#b">1</a></p>').pieces
    assert html == "<p>[1] Note[1]</p>"


TAGS = ["<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<b>", "<h1>", "x", "\ue0000\ue001"]


@given(st.lists(st.sampled_from([*TAGS, "<p style='mso-list:l0 level1'>", "<!--", "-->", "<li>"])))
def test_whatever_is_pasted_gives_pieces(parts):
    for kind, value in clean_pasted("".join(parts)).pieces:
        assert kind in {"text", "table"}
        assert kind == "table" or "<table" not in value
