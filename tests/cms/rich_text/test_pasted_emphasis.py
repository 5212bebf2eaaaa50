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


def test_emphasis_within_the_same_is_written_once():
    [(_kind, html)] = clean_pasted(f"{'<b><em>' * 20}<p>a</p><p>b</p>").pieces
    assert html == "<p><b><em>a</em></b></p><p><b><em>b</em></b></p>"
