"""Paragraphs stay apart, whatever a program calls them."""

from cms.rich_text.pasting import clean_pasted


def test_paragraphs_of_other_names_and_frames_stay_apart():
    outlook = "<div>One</div><div><div>Two</div></div><blockquote>Three</blockquote><hr>Four"
    frame = "<table><tr><td>Five</td></tr><tr><td><h1>Six</h1><p>Seven</p></td></tr></table>"
    [(_kind, html)] = clean_pasted(outlook + frame).pieces
    assert html == ("<p>One</p><p>Two</p><p>Three</p><hr/>Four<p>Five</p><h2>Six</h2><p>Seven</p>")
