"""A test on paper: the trainer prints; `test_papers_certified` goes on to the certificate."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checking import violations

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
