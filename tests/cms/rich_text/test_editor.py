"""The language of a phrase: from the editor to the page and back, and through a translation."""

import pytest
from django.utils.translation import override
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail_localize.strings import StringValue, extract_strings, restore_strings

from cms.blocks import LONG_TEXT
from cms.rendering import render_rich_text

PHRASE = '<p data-block-key="a">သည် <span lang="en">phish<b>ing</b></span> ဖြစ်သည်</p>'


def test_a_mark_survives_the_editor_the_page_and_a_translation():
    editor = ContentstateConverter(LONG_TEXT)
    kept = editor.to_database_format(editor.from_database_format(PHRASE))
    assert '<span lang="en">phish' in kept
    assert '<span lang="en">phish' in render_rich_text(kept)
    template, [(words, attributes)] = extract_strings(PHRASE)
    assert '<span id="span1">' in words.data
    said = StringValue.from_translated_html('About <span id="span1">phishing</span> mail')
    assert '<span lang="en">phishing</span>' in restore_strings(template, [(said, attributes)])


def test_a_translator_may_mark_a_phrase_and_nothing_else():
    StringValue.from_translated_html('<span lang="my">စာ</span> and <b>bold</b>')
    for refused in ('<span lang="xx">x</span>', '<span onclick="x()">x</span>', "<p>x</p>"):
        with override("en"), pytest.raises(ValueError, match="not"):
            StringValue.from_translated_html(refused)


def test_a_language_that_is_not_known_is_not_published():
    shown = render_rich_text('<p><span lang="xx">a</span> <span lang="shn">b</span></p>')
    assert "xx" not in shown
    assert '<span lang="shn">b</span>' in shown
