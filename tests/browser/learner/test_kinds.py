"""A quiz of every kind of question on a narrow phone, by keys alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.following import follow
from tests.browser.learning import answer_question, demo_questions, one_line

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

COURSE = "courses/first-hour-of-an-incident/"


def test_every_kind_is_answered_by_keys_and_is_right(open_as):
    page = open_as("translator", width=360)
    page.goto(f"/my/{COURSE}")
    follow(page.locator("form[action$='/enrol/'] button"), key="Enter")
    page.goto(f"/my/{COURSE}")
    follow(page.locator("main a[href*='/quizzes/']").first, key="Enter")
    follow(page.locator("main form button"), key="Enter")
    known = demo_questions()
    count = page.locator("section.question").count()
    for place in range(count):
        question = page.locator("section.question").nth(place)
        expect(question).to_be_visible()
        stem = one_line(question.locator(".prose").first.text_content())
        answer_question(question, known[stem])
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        if place < count - 1:
            page.locator("[data-on]").press("Enter")
    expect(page.locator("[data-list] .answered")).to_have_count(count)
    page.locator("button[value=submit]").press("Enter")
    expect(page.locator(".outcome__score")).to_contain_text("၁၀၀")
