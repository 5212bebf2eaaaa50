"""Somebody at the desk, who walks by the structure of pages and not by their words."""

import re

from playwright.sync_api import Page

from tests.browser.checking import check_page, fits_and_is_translated
from tests.browser.conftest import Walk
from tests.browser.following import follow


class Walker:
    """A person who is signed in; each page on the way is looked at."""

    def __init__(self, walk: Walk, account: str) -> None:
        self.walk = walk
        self.page = walk.open(account, "office/")

    def go(self, path: str) -> Page:
        """Open a page of the desk."""
        self.walk.go(self.page, f"office/{path}")
        self.look()
        return self.page

    def look(self) -> None:
        # axe waits for timers, which never come where scripts are off. A page that asks again by
        # itself while the worker is at work is looked at when that is done.
        is_asking = self.page.locator("meta[http-equiv=refresh]").count() > 0
        if self.walk.javascript and not is_asking:
            check_page(self.page)
        else:
            fits_and_is_translated(self.page)

    def press(self, selector: str) -> None:
        """Press a button that sends a form, and look at the page that answers."""
        follow(self.page.locator(selector).first)
        self.look()

    def wait_for(self, selector: str, seconds: int = 90) -> None:
        """Ask again until the worker is so far."""
        for _second in range(seconds):
            if self.page.locator(selector).count():
                return
            self.page.wait_for_timeout(1000)
            self.page.reload()
        raise TimeoutError(f"{selector} on {self.page.url}")


def read_verdict(page: Page, code: str) -> str:
    """What anybody learns who asks for the code."""
    page.goto(f"/verify/{re.sub(r'[^0-9A-Za-z]', '', code)}/")
    return page.locator("[data-verdict]").get_attribute("data-verdict")
