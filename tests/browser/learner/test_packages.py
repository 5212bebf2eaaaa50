"""A SCORM package is begun on a phone, gone on with at a desk, and overwritten by neither."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

LESSON = "/my/courses/safe-sign-in/strong-passwords/long-and-different/"
LINK = "a[href*='packages/']"


def open_exercise(page):
    """The frame of the package within the frame that plays it."""
    page.goto(LESSON)
    page.click(LINK)
    page.click("[data-open]")
    inner = page.frame_locator("[data-frame] iframe").frame_locator("iframe")
    expect(inner.locator("h1")).to_be_visible()
    return inner


def answer(inner):
    inner.locator("button").last.click()
    inner.locator("button").click()


def test_an_exercise_goes_on_elsewhere_and_two_windows_are_asked(open_as, site):
    phone, desk = open_as(width=360), open_as()
    for page in (phone, desk):
        sign_in(page, "learner2")
    inner = open_exercise(phone)
    expect(inner.locator("h1")).to_contain_text("၁ / ၄")
    answer(inner)
    phone.click("#after-package a >> nth=-1")  # it says goodbye, and is sent, before the page goes
    phone.wait_for_url(re.compile(f"{LESSON}$"))

    left = open_exercise(phone)
    right = open_exercise(desk)
    for one in (left, right):
        expect(one.locator("h1")).to_contain_text("၂ / ၄")
    answer(right)
    expect(desk.locator("[data-told]")).to_contain_text("သိမ်းပြီး")
    answer(left)
    answer(left)
    expect(phone.locator("[data-choice]")).to_be_visible()
    phone.click("[data-theirs]")
    phone.click("[data-open]")
    again = phone.frame_locator("[data-frame] iframe").frame_locator("iframe")
    expect(again.locator("h1")).to_contain_text("၃ / ၄")

    # The other origin: nothing of ours is there, and nothing of it is on ours.
    origin = phone.locator("#package-facts").text_content().split('"origin": "')[1].split('"')[0]
    assert phone.context.cookies(origin) == []
    assert phone.context.cookies(site)
    frame = next(one for one in phone.frames if one.url.endswith("index.html"))
    assert frame.evaluate("document.cookie") == ""
    refused = frame.evaluate(f"fetch('{site}/my/').then(() => 'read', () => 'refused')")
    assert refused == "refused"
    assert (
        frame.evaluate("(() => { try { return top.document.title } catch { return '' } })()") == ""
    )
