"""The two ways in which each flow is walked, and what every page on the way is asked."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import violations

# Acts in full: a cheap phone in Burmese without scripts, and an office machine in English.
WALKS = [
    pytest.param("my", 360, False, id="phone"),
    pytest.param("en", 1280, True, id="desk"),
]
both_ways = pytest.mark.parametrize(("language", "width", "javascript"), WALKS)


class Walker:
    """Somebody signed in, who walks by the structure of pages and not by their words."""

    def __init__(self, page: Page, language: str, *, javascript: bool) -> None:
        self.page, self.language, self.javascript = page, language, javascript

    def go(self, path: str) -> Page:
        """Open a page of the desk in the walker's language, and look at it."""
        self.page.goto(f"/{self.language}/office/{path}")
        self.look()
        return self.page

    def look(self) -> None:
        """What any page owes: nothing beyond the screen, nothing that axe finds."""
        width = self.page.viewport_size["width"]
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width, self.page.url
        # axe waits for timers, which never come where scripts are off. A page that asks again by
        # itself while the worker is at work is looked at when that is done.
        if self.javascript and not self.page.locator("meta[http-equiv=refresh]").count():
            found = violations(self.page)
            assert found == [], f"{self.page.url}: {found}"

    def press(self, selector: str, *, looks: bool = True) -> None:
        """Press a button that sends a form, and look at the page that answers."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        if looks:
            self.look()

    def wait_for(self, selector: str, seconds: int = 90) -> None:
        """Ask again until the worker is so far."""
        for _second in range(seconds):
            if self.page.locator(selector).count():
                return
            self.page.wait_for_timeout(1000)
            self.page.reload()
        raise TimeoutError(f"{selector} on {self.page.url}")


def walk(open_as, account: str, language: str, width: int, javascript: bool) -> Walker:
    page = open_as(account, width=width, javascript=javascript)
    return Walker(page, language, javascript=javascript)


def read_verdict(page: Page, code: str) -> str:
    """What anybody learns who asks for the code."""
    page.goto(f"/verify/{re.sub(r'[^0-9A-Za-z]', '', code)}/")
    return page.locator("[data-verdict]").get_attribute("data-verdict")
