"""Tables: what is refused, their headings for those who cannot see, their words in translation."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue
from wagtail_localize.segments import StringSegmentValue

from cms.blocks import LessonBody
from cms.blocks.tables import TableBlock
from cms.rendering import render_body


def table(*rows, headings="both", caption="Fees"):
    return {
        "data": [list(row) for row in rows],
        "table_header_choice": headings,
        "first_row_is_table_header": headings in {"row", "both"},
        "first_col_is_header": headings in {"column", "both"},
        "table_caption": caption,
    }


FEES = table(["Form", "Kyat"], ["A", "<b>500</b>"])


def test_headings_are_headings_and_cells_are_plain_words():
    body = StreamValue(LessonBody(), [{"type": "table", "value": FEES}], is_lazy=True)
    html = render_body(body, language="en")
    assert '<th scope="col">Kyat</th>' in html
    assert '<th scope="row">A</th>' in html
    assert "&lt;b&gt;500&lt;/b&gt;" in html
    assert "<caption>Fees</caption>" in html
    assert 'tabindex="0"' in html


@pytest.mark.parametrize(
    "wrong", [table(["", " "]), table(["A"], caption=" "), table(*[["A"]] * 101), None]
)
def test_what_nobody_can_read_is_refused_when_published_and_kept_as_a_draft(wrong):
    block = TableBlock()
    with pytest.raises(ValidationError):
        block.clean(wrong)
    block.is_deferred_validation = True
    assert block.clean(wrong) == wrong


def test_a_translation_follows_words_that_move():
    block = TableBlock()
    source = {
        segment.path: segment.render_text() for segment in block.get_translatable_segments(FEES)
    }
    translated = [
        StringSegmentValue(path, f"my {words}") for path, words in source.items() if words != "A"
    ]
    moved = table(["New", ""], ["Form", "Kyat"], ["A", "<b>500</b>"])
    rows = block.restore_translated_segments(moved, translated)
    assert rows["data"][:3] == [["New", ""], ["my Form", "my Kyat"], ["A", "my <b>500</b>"]]
    assert rows["table_caption"] == "my Fees"
