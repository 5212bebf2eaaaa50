"""The editor opens whatever a file or another program brought, and no word is lost."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.blocks import SHORT_TEXT
from cms.questions.drafts import build_item
from cms.rich_text.readable import make_readable
from courses.interchange import ItemDraft

pytestmark = pytest.mark.any_database
PARTS = ["<p>", "</p>", "<b>", "</b>", "<ul>", "</ul>", "<li>", "<br>", "<hr>", "x", "y &lt;"]


def read(html):
    return ContentstateConverter(SHORT_TEXT).from_database_format(html)


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_a_tangle_is_read_with_all_its_words(html):
    readable = make_readable(html, tuple(SHORT_TEXT))
    assert read(readable)
    words = [BeautifulSoup(one, "lxml").get_text() for one in (html, readable)]
    assert "".join(words[0].split()) == "".join(words[1].split())


def test_what_is_fine_stays_and_what_is_mended_keeps_its_tags():
    fine = "<p>a <b>b</b><br/>c</p><ul><li>d</li></ul>"
    assert make_readable(fine, tuple(SHORT_TEXT)) == fine
    assert make_readable("<p>a<br>b</p>", tuple(SHORT_TEXT)) == "<p>a<br/>b</p>"
    mended = make_readable("<b><ul><li>a</li></ul></b><li>b</li>", tuple(SHORT_TEXT))
    assert mended == "<ul><li><b>a</b></li></ul><ul><li>b</li></ul>"


def test_a_question_of_a_file_opens_in_its_editor():
    text = "<p>a<br>b</p>"
    item = build_item(ItemDraft("true_false", text, ["true"], feedback=text, hint=text))
    for written in (item.stem, item.feedback, item.hint):
        assert "a\\nb" in read(written)
