"""A press that leads to another page."""

from playwright.sync_api import Locator


def follow(control: Locator, key: str = "") -> None:
    """Press a link or a button, by the key if one is given, and wait for the page that answers.

    A press alone ends when the browser has it: what is read next may be of the page before, and
    an address that is opened next may stop the form on its way.
    """
    with control.page.expect_navigation():
        if key:
            control.press(key)
        else:
            control.click()
