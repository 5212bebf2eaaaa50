"""What the first view of a lesson weighs on the wire, as Chromium counts it."""

from collections import Counter

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

COURSE = "/my/courses/protecting-personal-data/"
WITH_FONTS, WITHOUT_FONTS = 100_000, 60_000


def lessons_of(page: Page) -> list[str]:
    page.goto(COURSE)
    links = page.locator(f".steps a[href^='{COURSE}']")
    return [link.get_attribute("href") for link in links.all()]


def weigh(page: Page, address: str) -> Counter[str]:
    """Bytes received by kind of resource: headers and bodies as they travelled."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds, bytes_received = {}, Counter()
    wire.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    wire.on(
        "Network.loadingFinished",
        lambda e: bytes_received.update({kinds[e["requestId"]]: int(e["encodedDataLength"])}),
    )
    page.goto(address, wait_until="networkidle")
    return bytes_received


def test_the_first_view_of_a_lesson_keeps_its_weight(open_as):
    lessons = lessons_of(open_as(width=360))
    assert lessons
    for address in lessons:
        weight = weigh(open_as(width=360), address)
        assert weight["Font"], "a Burmese page brings its font"
        assert weight.total() - weight["Font"] <= WITHOUT_FONTS, (address, weight)
        assert weight.total() <= WITH_FONTS, (address, weight)
