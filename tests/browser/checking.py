"""What holds on every page: axe finds nothing, it fits the screen, and no word is foreign."""

import re
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

AXE = Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js"
# Two English words in a row; names of files, codes and what is typed are not read.
ENGLISH = re.compile(r"[A-Za-z]{2,}[ ,]+[a-z]{3,}")
READ = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const here = walker.currentNode.parentElement;
        const is_skipped = here.closest('script, style, code, .code, [lang=en], [translate=no]');
        if (!is_skipped) found.push(walker.currentNode.data);
    }
    return found;
}"""


def check_page(page: Page) -> None:
    """Fail with what is wrong on the page as it stands, at its width and in its language."""
    assert (violations(page), page.url) == ([], page.url)
    fits_and_is_translated(page)


def fits_and_is_translated(page: Page) -> None:
    """Fail where something reaches beyond the screen, or stayed English on a Burmese page."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url
    if page.locator("html").get_attribute("lang") == "my":
        assert (list_english(page), page.url) == ([], page.url)


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds wrong on the page: rule and first element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    only = {"runOnly": list(rules)} if rules else {}
    found = page.evaluate("(only) => axe.run(only)", only)["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def list_english(page: Page) -> list[str]:
    """Texts of a Burmese page that nobody translated, and that are not marked as English."""
    return [text.strip() for text in page.evaluate(READ) if ENGLISH.search(text)]


def check_dark(page: Page) -> None:
    """Fail where something cannot be read in dark colours."""
    # Colours that are still on their way from light to dark are neither.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert (violations(page, "color-contrast"), page.url) == ([], page.url)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
