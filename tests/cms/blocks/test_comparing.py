"""Versions of a lesson are compared in words, and not in how they are stored."""

from django.utils import translation
from wagtail.admin.compare import StreamBlockComparison
from wagtail.blocks import StreamValue

from cms.blocks import LessonBody
from cms.questions.blocks import AnswerOptions
from tests.cms.blocks.test_tables import table


def compare(before, after, kind=LessonBody):
    block = kind()
    versions = (StreamValue(block, [one], is_lazy=True) for one in (before, after))
    with translation.override("en"):
        return StreamBlockComparison(block, True, True, *versions).htmldiff()


def a_table(*rows):
    return {"type": "table", "id": "one", "value": table(*rows)}


def test_a_table_is_compared_row_by_row():
    told = compare(a_table(["Form", "<b>"]), a_table(["Form", "<b>"], ["A", "500"]))
    assert "Fees<br>Form | &lt;b&gt;" in told
    assert '<span class="addition"><br>A | 500</span>' in told
    assert "table_header_choice" not in told


def test_paragraphs_are_lines_and_choices_have_names():
    callout = {"tone": "attention", "title": "", "text": "<p>Stop.</p><ul><li>Keep.</li></ul>"}
    block = {"type": "callout", "id": "one", "value": callout}
    told = compare(block, block | {"value": callout | {"tone": "danger"}})
    assert "Take care" in told
    assert "Never do this" in told
    assert "Stop.<br>Keep." in told


def test_what_is_ticked_is_told_in_words():
    picture = {"image": None, "alt": "", "caption": "", "decorative": True}
    block = {"type": "image", "id": "one", "value": picture}
    told = compare(block, block | {"value": picture | {"decorative": False}})
    assert '<span class="deletion">Yes</span>' in told
    assert '<span class="addition">No</span>' in told


def test_the_answers_of_a_question_are_told_in_words():
    answer = {"text": "Stop", "media": [], "is_correct": False, "feedback": ""}
    block = {"type": "option", "id": "one", "value": answer}
    told = compare(block, block | {"value": answer | {"is_correct": True}}, AnswerOptions)
    assert '<span class="deletion">No</span><span class="addition">Yes</span>' in told
