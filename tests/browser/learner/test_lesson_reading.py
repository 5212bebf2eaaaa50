"""A long lesson left in the middle, and on paper."""

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

COURSE = "courses/judging-information/"
# What stands at the upper edge of the window, by its place among the blocks of the text.
AT_TOP = """[...document.querySelector('.lesson-body').children]
    .findIndex((block) => block.getBoundingClientRect().bottom > 1)"""
RESTED = 700  # milliseconds after which the script notes the place


def open_lesson(page: Page) -> str:
    page.goto(f"/my/{COURSE}")
    link = page.locator(f".steps a[href^='/my/{COURSE}']").first
    address = link.get_attribute("href")
    page.goto(address)
    return address


def read_to(page: Page, block: int) -> None:
    page.evaluate(f"document.querySelector('.lesson-body').children[{block}].scrollIntoView()")
    page.wait_for_timeout(RESTED)


def test_who_comes_back_to_a_lesson_is_where_they_left_it(open_as):
    page = open_as(width=360)
    address = open_lesson(page)
    assert page.evaluate("scrollY") == 0
    read_to(page, 4)
    place = page.evaluate(AT_TOP)
    page.goto("/my/")
    page.set_viewport_size({"width": 412, "height": 800})
    page.goto(address)
    assert place > 2
    assert page.evaluate(AT_TOP) == place
    page.goto(address.replace("/my/", "/en/", 1))
    assert page.evaluate(AT_TOP) == place
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(RESTED)
    page.goto("/my/")
    page.goto(address)
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_a_printed_lesson_shows_the_answers_of_its_self_checks(open_as, javascript):
    page = open_as(width=800, javascript=javascript)
    page.goto("/en/courses/safe-sign-in/safe-sign-in/a-second-step/")
    answers = page.locator(".lesson-body details > :not(summary)")
    assert answers.count()
    assert not answers.first.is_visible()
    page.emulate_media(media="print")
    if javascript:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(answer.is_visible() for answer in answers.all())
