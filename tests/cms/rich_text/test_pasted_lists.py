"""Lists keep their depth and their kind, however a program writes them down."""

import re

import pytest

from cms.rich_text.pasting import clean_pasted

_SPACES = """<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span>"""


def item(level, sign, words):
    """A paragraph of Word on the clipboard."""
    return (
        f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'><![if !supportLists]>"
        f"<span><span style='mso-list:Ignore'>{sign}{_SPACES}</span></span><![endif]>{words}</p>\n"
    )


def read_lists(html):
    [(_kind, cleaned)] = clean_pasted(html).pieces
    return re.sub(r"\s*\n\s*", "", cleaned)


def test_deeper_items_of_word_stand_within_their_item():
    levels = [(1, "·", "a"), (2, "o", "b"), (3, "၁။", "c"), (2, "o", "d"), (1, "·", "e")]
    assert read_lists("".join(item(*one) for one in levels)) == (
        "<ul><li>a<ul><li>b<ol><li>c</li></ol></li><li>d</li></ul></li><li>e</li></ul>"
    )
    assert read_lists(item(4, "·", "deep alone")) == "<ul><li>deep alone</li></ul>"
    deep = item(2, "a)", "a") + item(2, "b)", "b") + item(1, "2.", "c")
    assert read_lists(deep) == "<ol><li>a</li><li>b</li><li>c</li></ol>"
    assert read_lists(item(1, "·", "a") + item(1, "1.", "b")) == (
        "<ul><li>a</li></ul><ol><li>b</li></ol>"
    )


def test_what_word_saves_as_a_page_has_only_its_signs_to_know_lists_by():
    items = "".join(
        f"<p class=MsoListParagraphCxSpMiddle>{sign}{_SPACES}{words}</p>"
        for sign, words in (("1.", "a"), ("2.", "b"))
    )
    assert read_lists(items) == "<ol><li>a</li><li>b</li></ol>"
    assert read_lists("<p class=MsoListParagraph>No sign</p>") == "<p>No sign</p>"


def test_paragraphs_within_items_become_their_words():
    html = "<ul><li><p>a</p><p>b</p><ul><li><p>c</p></li></ul></li></ul>"
    assert read_lists(html) == "<ul><li>a<br/>b<ul><li>c</li></ul></li></ul>"


@pytest.mark.parametrize("sign", ["1.", "1.2.", "၁။", "iv.", "XII.", "(က)", "a)"])
def test_a_number_makes_a_numbered_list_and_stays_before_a_heading(sign):
    assert read_lists(item(1, sign, "a")) == "<ol><li>a</li></ol>"
    heading = item(1, sign, "a").replace("<p class=MsoListParagraph", "<h1").replace("/p", "/h1")
    assert read_lists(heading) == f"<h2>{sign} a</h2>"
    assert read_lists(heading.replace(sign, "§")) == "<h2>a</h2>"


def test_items_without_their_list_get_one_and_bookmarks_part_none():
    assert read_lists("<li>a</li><li>b</li>x") == "<ul><li>a</li><li>b</li></ul>x"
    assert read_lists(item(1, "·", "a") + "<a name=m></a>" + item(1, "·", "b")) == (
        "<ul><li>a</li><li>b</li></ul>"
    )
