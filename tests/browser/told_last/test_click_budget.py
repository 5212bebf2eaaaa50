"""A new trainer makes a course with a lesson and a test of three kinds, and publishes it.

Each press of a button, link or choice is counted by the browser itself; what is typed is counted
beside it. Before there was one page for it this took 53 clicks.
"""

import pytest
from playwright.sync_api import Page

from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

_MOST_CLICKS = 30
_COUNT = """
  addEventListener("click", (event) => {
    if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
  }, true);
"""


# A skill is a sentence: as a choice in a row it must not push its neighbours off the screen.
_BEYOND = """
  [...document.querySelectorAll("select, input, textarea")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.name)
"""


class CountedPage:
    """A trainer at a desk: presses by the mouse, fields by the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page, self.typed = page, 0
        page.add_init_script(_COUNT)

    def press(self, selector: str) -> None:
        follow(self.page.locator(selector))

    def write(self, name: str, words: str) -> None:
        # By a click, as somebody new does who knows no Tab.
        self.page.click(f"[name='{name}']")
        self.page.keyboard.insert_text(words)
        self.typed += 1

    @property
    def clicks(self) -> int:
        return int(self.page.evaluate("sessionStorage.clicks"))


def test_a_new_trainer_publishes_a_course_in_thirty_clicks(open_as):
    page = open_as("trainer")
    trainer = CountedPage(page)
    page.goto("/cms/")
    trainer.press("a[href$='/course-pages/']")
    trainer.press("a[href$='/courses/new/']")
    assert page.evaluate(_BEYOND) == []
    trainer.write("title", "စာတိုသုံးရပ်")
    trainer.write("summary", "ဤသင်တန်းပြီးလျှင် စာတိုကို မှန်ကန်စွာ ရေးနိုင်မည်။")
    trainer.write("lesson_title", "စာတိုဆိုသည်မှာ")
    trainer.write("lesson_text", "စာတိုတွင် အကြောင်းအရာတစ်ခုသာ ပါရမည်။")
    trainer.write("q1-text", "စာတိုတစ်စောင်တွင် အကြောင်းအရာ မည်မျှ ပါရမည်နည်း။")
    trainer.write("q1-right", "တစ်ခု")
    trainer.write("q1-wrong", "နှစ်ခု\nသုံးခု")
    trainer.write("q2-text", "စာတိုသည် တိုတောင်းရမည်။")
    trainer.write("q3-text", "စာပို့သူက ဘာရေးထိုးရမည်နည်း။")
    trainer.write("q3-right", "အမည်")
    trainer.press("button[value=publish]")
    page.wait_for_url("**/outline/")
    states = page.locator("tbody td:nth-child(2) .office-state").all_inner_texts()
    assert len(states) == 5  # course, module, lesson, test and bank
    assert set(states) == {"ထုတ်ဝေပြီး"}, "a part of the course is not published"
    assert trainer.clicks <= _MOST_CLICKS, f"{trainer.clicks} clicks, {trainer.typed} fields"
