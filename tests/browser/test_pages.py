"""Every page of the flows around courses, in both languages and at both widths."""

import re

import pytest
from playwright.sync_api import Page, expect

from cms.demo.organisation.agencies import LEARNER_TOWNSHIP
from tests.browser.checking import check_dark, check_page, fits_and_is_translated

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

# By who opens them. A pattern is that of a link on the page before it in the list.
PAGES = {
    "learner": [
        "learn/",
        r"/learn/duties/\d+/$",
        "sessions/",
        r"/sessions/\d+/$",
        "learn/hours/",
        "learn/hours/statement/",
        "learn/year/",
        "learn/accommodations/",
        "sittings/",
        "messages/",
        "courses/judging-information/",
        "courses/judging-information/leave/",
    ],
    "learner2": [
        "learn/",
        "programmes/secure-office-work/",
        "programmes/secure-office-work/leave/",
        "courses/safe-sign-in/renew/",
    ],
    "hr-township": [
        "office/duties/",
        f"office/duties/new/?unit={LEARNER_TOWNSHIP}",
        "office/duties/requests/",
        "office/hours/",
        "office/hours/requests/",
        "office/years/",
        r"/office/years/\d+/",
        "office/years/corrections/",
        "insights/compare/?by=days",
        "insights/skill/",
        "insights/trend/?range=plan&both=1",
    ],
    "trainer": [
        "learn/use/",
        "office/sessions/",
        r"/office/sessions/\d+/$",
        r"/office/sessions/\d+/edit/$",
        "office/sessions/new/",
        "office/sessions/planner/",
        "office/sittings/",
        "office/sittings/new/",
        "office/papers/",
        r"/office/papers/\d+/$",
    ],
}


@pytest.mark.parametrize("account", PAGES)
def test_pages_are_clean_at_both_widths_in_both_languages_and_in_the_dark(open_as, account):
    page = open_as(account, width=360)
    for path in PAGES[account]:
        show_page(page, path)
        check_page(page)
        check_dark(page)
        page.set_viewport_size({"width": 1280, "height": 800})
        fits_and_is_translated(page)
        page.goto(page.url.replace("/my/", "/en/"))
        check_page(page)
        page.set_viewport_size({"width": 360, "height": 800})
        fits_and_is_translated(page)


def show_page(page: Page, path: str) -> None:
    """Open the Burmese page at the path, or behind a link of the page that is open."""
    if path.startswith("/"):
        links = [one.get_attribute("href") for one in page.locator("main a[href]").all()]
        path = next(link for link in links if re.search(path, link)).partition("/en/")[2]
    answer = page.goto(f"/my/{path}")
    assert answer.status == 200, page.url


CELL_OF_FOCUS = """() => {
  const cell = document.activeElement.closest("td, th");
  return cell && [cell.parentElement.rowIndex, cell.cellIndex];
}"""


def press(page: Page, *keys: str) -> list[int]:
    for key in keys:
        page.keyboard.press(key)
    return page.evaluate(CELL_OF_FOCUS)


def test_paper_is_light_where_the_screen_is_dark(open_as):
    page = open_as()
    page.goto("/my/")
    colours = []
    for scheme in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=scheme)
        colours.append(page.evaluate("getComputedStyle(document.body).getPropertyValue('--line')"))
    assert colours[0] == colours[1]


def test_the_mouse_reaches_each_link_of_a_card_beside_that_of_its_title(open_as):
    page = open_as("hr", width=1280)
    page.goto("/en/insights/")
    links = page.locator(".home .card a")
    expect(links).not_to_have_count(0)
    for link in links.all():
        link.click(trial=True)


def test_arrow_keys_lead_through_the_heat_map(open_as):
    page = open_as("hr", width=1280)
    page.goto("/en/insights/")
    expect(page.locator(".heat a[tabindex='0']")).to_have_count(1)
    page.locator(".heat a[tabindex='0']").focus()
    press(page, "Control+Home", "ArrowDown", "ArrowDown")
    row, column = press(page, "ArrowRight")
    assert press(page, "ArrowDown") == [row + 1, column]
    assert press(page, "ArrowUp", "ArrowLeft", "ArrowRight") == [row, column]
    end = press(page, "End")
    assert end[0] == row
    assert end[1] > column
    expect(page.locator("[data-heat-keys]")).to_be_visible()
    # One stop: the next one is behind the table, and the way back leads to the same cell.
    assert press(page, "Tab") is None
    assert press(page, "Shift+Tab") == end


def test_cells_of_nobody_widen_no_page(open_as):
    page = open_as("hr", width=360)
    page.goto("/my/insights/?day=2001-01-01")
    expect(page.locator(".heat td .visually-hidden")).not_to_have_count(0)
    fits_and_is_translated(page)
