"""A certificate that ends is renewed by the hours of another course of the same skill.

Told late, for afterwards nothing is left to renew: `test_pages` looks at that page before.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checking import check_page, fits_and_is_translated
from tests.browser.desk.walking import read_verdict
from tests.browser.following import follow
from tests.browser.learning import end_lesson, reload_until, take_quiz

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

ENDING, OTHER = "safe-sign-in", "first-hour-of-an-incident"


def look(walk, page: Page) -> None:
    (check_page if walk.javascript else fits_and_is_translated)(page)


def complete_other(walk, page: Page) -> None:
    """Do at home what was left after the class: a lesson and a quiz."""
    follow(page.locator("section[aria-labelledby=points] li a").first)
    follow(page.locator("main p > a.button").first)
    end_lesson(page)
    walk.go(page, f"courses/{OTHER}/")
    follow(page.locator("main p > a.button").first)
    take_quiz(page)


def test_points_are_collected_and_renew_the_certificate(walk):
    page = walk.open(walk.say("learner2", "registrar"), "learn/")
    title = walk.say("စကားဝှက်နှင့် လုံခြုံစွာ", "Passwords and safe sign-in")
    held = page.locator(f".certificates li:has-text('{title}') .code").inner_text()
    walk.go(page, f"courses/{ENDING}/")
    follow(page.locator(f"main a[href$='/courses/{ENDING}/renew/']"))
    points = page.locator("section[aria-labelledby=points]")
    look(walk, page)
    expect(points).to_contain_text(walk.say("၂ မှတ် လိုပါသေးသည်", "2 points are missing."))
    # The class that was attended waits for the rest; another one is offered.
    expect(points.locator("li").first.locator(f"a[href$='/courses/{OTHER}/']")).to_be_visible()
    # Of several where offices plan more of them.
    expect(points.locator("a[href*='/sessions/']").first).to_be_visible()

    complete_other(walk, page)
    walk.go(page, f"courses/{ENDING}/renew/")
    look(walk, page)
    follow(points.locator("button[name=by_points]"))
    expect(page.locator(".notice.success").first).to_be_visible()

    walk.go(page, "learn/")
    renewed = f".certificates li:has-text('{title}'):not(:has-text('{held}'))"
    reload_until(page, f"{renewed} a[href$='.pdf']")
    for code in (page.locator(f"{renewed} .code").inner_text(), held):
        assert read_verdict(page, code) == "valid"
