"""A test on paper: the trainer prints, and a second person confirms what was entered."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

PAPERS = "/my/office/papers/"


def open_waiting_test(page):
    """The newest test of the demo waits for a second person."""
    page.goto(PAPERS)
    page.locator("main table a").first.click()
    page.wait_for_url(re.compile(r"/office/papers/\d+/$"))
    return page.url


def test_the_trainer_prints_and_gets_a_file(open_as):
    page = open_as("trainer")
    test = open_waiting_test(page)
    page.locator("button[value=print]").click()
    link = page.locator("a[href$='/file/']")
    # The page asks again by itself until the worker has drawn the sheets.
    expect(link).to_be_visible(timeout=120_000)
    with page.expect_download() as download:
        link.click()
    with open(download.value.path(), "rb") as file:
        assert file.read(5) == b"%PDF-"
    for address in (PAPERS, test, f"{test}enter/", f"{test}check/"):
        page.goto(address)
        assert violations(page) == []


def test_a_second_person_confirms_on_a_phone_without_javascript(open_as):
    page = open_as("registrar", width=360, javascript=False)
    test = open_waiting_test(page)
    page.goto(f"{test}check/")
    page.locator("main input[type=checkbox]").first.check()
    page.locator("main form .button").click()
    expect(page.locator(".messages, [role=status]").first).to_be_visible()
    page.goto(f"{test}enter/")
    page.fill("#code-1", "1234-5678")
    page.fill("#text-1", "က ခ")
    page.locator("main form .button").first.click()
    expect(page.locator("#why-1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for _time in range(60):
        page.goto(test)
        if page.locator("main progress").first.get_attribute("value") != "0":
            break
        page.wait_for_timeout(1000)
    page.locator("main tbody a").first.click()
    expect(page.locator("main dl")).to_contain_text("စာရွက်ဖြင့်")
