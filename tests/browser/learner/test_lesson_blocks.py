"""Blocks of a lesson that do more with a script; without one everything is shown."""

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from cms.blocks import LessonBody
from cms.rendering import render_body
from courses.models import GlossaryTerm

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.django_db]

ADDRESS = "http://lms.example/lesson/"
SCRIPT = settings.BASE_DIR / "static" / "js" / "blocks.js"


@pytest.fixture
def lesson(browser: Browser):
    """A page with two parts: a word and code in the first, a worked example in the second."""
    term = GlossaryTerm.objects.create(names={"en": "Server"}, meanings={"en": "Keeps files."})
    worked = {"title": "Sum", "task": "<p>Add</p>", "steps": ["<p>Six</p>", "<p>Seven</p>"]}
    body = LessonBody().to_python(
        [
            {"type": "text", "value": "<p>Our Server is old.</p>"},
            {"type": "code", "value": {"title": "Days", "code": "=TODAY()"}},
            {"type": "page_break", "value": {"title": "Practice"}},
            {"type": "worked_example", "value": worked},
            {"type": "terms", "value": {"terms": [term.pk]}},
        ]
    )
    text = (
        f'<!doctype html><meta charset="utf-8"><div class="lesson-body">'
        f"{render_body(body, language='en')}</div>"
        f'<form class="lesson-end"><button>Done</button></form><script src="/blocks.js"></script>'
    )

    def answer(route):
        is_script = route.request.url.endswith("blocks.js")
        kind = "text/javascript" if is_script else "text/html"
        route.fulfill(body=SCRIPT.read_text() if is_script else text, content_type=kind)

    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.route("http://lms.example/**", answer)
    page.goto(ADDRESS)
    yield page
    context.close()


def test_parts_turn_steps_follow_and_words_are_explained(lesson):
    code, done = lesson.get_by_text("=TODAY()"), lesson.get_by_role("button", name="Done")
    expect(code).to_be_visible()
    expect(done).to_be_hidden()
    # A tap on a word shows what it means, and closing leads back to the word.
    word = lesson.get_by_role("link", name="Server")
    word.click()
    expect(lesson.get_by_role("note")).to_contain_text("Keeps files.")
    lesson.keyboard.press("Escape")
    expect(lesson.get_by_role("note")).to_have_count(0)
    expect(word).to_be_focused()

    lesson.get_by_role("button", name="Next part").click()
    assert lesson.url.endswith("#part-2")
    expect(code).to_be_hidden()
    expect(done).to_be_visible()
    six, seven = lesson.get_by_text("Six"), lesson.get_by_text("Seven")
    expect(six).to_be_visible()
    expect(seven).to_be_hidden()
    lesson.get_by_role("button", name="Show the next step").click()
    expect(seven).to_be_visible()
    expect(lesson.get_by_role("button", name="Show the next step")).to_have_count(0)

    # The way back of the browser leads to the first part; on paper all of it stands.
    lesson.go_back()
    expect(code).to_be_visible()
    expect(seven).to_be_hidden()
    lesson.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(seven).to_be_visible()
    lesson.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(seven).to_be_hidden()
