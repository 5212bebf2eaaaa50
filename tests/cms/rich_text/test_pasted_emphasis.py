"""Emphasis stays, and is written where the editor reads it."""

from cms.rich_text.pasting import clean_pasted


def test_emphasis_over_paragraphs_is_written_in_them():
    [(_kind, html)] = clean_pasted(
        "<strong><p>a<br>b</p><ul><li>c</ul></strong><a href='https://x.example'><p>d</p></a>"
    ).pieces
    assert html == (
        "<p><strong>a</strong><br/><strong>b</strong></p><ul><li><strong>c</strong></li></ul>"
        '<p><a href="https://x.example">d</a></p>'
    )
