import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks import StreamValue

from cms.blocks import LessonBody
from cms.rendering import clean_html, render_body, render_rich_text


def body(kind, value):
    return StreamValue(LessonBody(), [{"type": kind, "value": value}], is_lazy=True)


def html_of(kind, value, language="en"):
    return render_body(body(kind, value), language=language)


def test_fixed_words_are_in_the_language_of_the_page():
    with translation.override("en"):
        html = html_of("self_check", {"question": "<p>?</p>", "answer": "<p>!</p>"}, "my")
    with translation.override("my"):
        assert translation.gettext("Show the answer") in html


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color:red">x</p>',
        '<p onclick="steal()">x</p>',
        "<script>steal()</script><p>x</p>",
        '<a href="javascript:steal()">x</a>',
        '<iframe src="https://example.org"></iframe>',
        '<img src="data:text/html,x" alt="">',
        '<form action="/"><input name="q"></form>',
    ],
)
def test_nothing_dangerous_is_published(bad):
    html = render_rich_text(bad)
    for word in ("style=", "onclick", "<script", "javascript:", "<iframe", "data:", "<form"):
        assert word not in html


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_cleaning_twice_is_cleaning_once(text):
    once = clean_html(text)
    assert clean_html(once) == once
