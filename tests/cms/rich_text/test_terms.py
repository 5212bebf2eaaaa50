"""Where a text leads to the meaning of a word: once, at a whole word, where a link may stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.rich_text import link_terms

TERMS = {"term-1": "server", "term-2": "ကွန်ရက်"}


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>The server and the server</p>", ["server"]),
        ("<p>A Server, not servers</p>", ["Server"]),
        ("<p>servers</p>", []),
        ("<h2>server</h2><p>x</p>", []),
        ('<p><a href="/x">server</a></p>', []),
        ("<pre><code>server</code></pre>", []),
        ("<p>ရုံးကွန်ရက်ကို server ဖြင့်</p>", ["ကွန်ရက်", "server"]),
        ("<p>ကွန်ရက်ျ</p>", []),
        ('<p title="server">x</p>', []),
    ],
)
def test_the_first_whole_use_is_linked(html, linked):
    assert re.findall(r'<a class="term"[^>]*>([^<]+)</a>', link_terms(html, TERMS)) == linked


@given(st.lists(st.sampled_from(["server", "ကွန်ရက်", " ", "<b>", "</b>", "&amp;", "x"])))
def test_nothing_but_links_is_added(pieces):
    html = "".join(pieces)
    linked = link_terms(html, TERMS)
    assert re.sub(r'<a class="term" href="#term-[12]">([^<]*)</a>', r"\1", linked) == html
    assert linked.count("#term-1") <= 1
