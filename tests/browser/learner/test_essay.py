"""An essay on a narrow phone: written, handed in, marked by a trainer, read by its writer."""

import pytest
from playwright.sync_api import expect

from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

COURSE = "courses/reply-to-an-application/"
TEXT = "လူကြီးမင်း၏ လျှောက်လွှာကို စိစစ်ပြီးပါပြီ။"


def test_a_text_is_written_marked_and_its_marks_are_read(open_as):
    page = open_as("translator", width=360)
    page.goto(f"/my/{COURSE}")
    follow(page.locator("form[action$='/enrol/'] button"), key="Enter")
    page.goto(f"/my/{COURSE}")
    follow(page.locator("main a[href*='/quizzes/']").first, key="Enter")
    follow(page.locator("main form button"), key="Enter")
    page.locator("textarea").press_sequentially(TEXT)
    expect(page.locator("[data-length]")).to_contain_text("၂၄")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("button[value=submit]").press("Enter")
    expect(page.locator(".outcome__score")).to_contain_text("–")
    result = page.url
    desk = open_as("trainer", width=360)
    desk.goto("/my/office/essays/")
    # The newest stands last.
    desk.locator("button[value=take]").last.press("Enter")
    expect(desk.locator(".essay-text")).to_contain_text("စိစစ်ပြီးပါပြီ")
    assert desk.evaluate("document.documentElement.scrollWidth") == 360
    for row in desk.locator("[data-criterion]").all():
        row.locator("input").last.press("Space")
    # Enter at a level keeps a draft: marks are given by their button alone.
    desk.locator("[data-criterion] input:checked").last.press("Enter")
    expect(desk.locator("button[value=give]")).to_be_visible()
    expect(desk.locator("[data-sum]")).to_have_text("၁၅")
    desk.locator("#id_comment").fill("ရှင်းလင်းပါသည်။")
    follow(desk.locator("button[value=give]"), key="Enter")
    page.goto(result)
    expect(page.locator("main")).to_contain_text("ရှင်းလင်းပါသည်။")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
