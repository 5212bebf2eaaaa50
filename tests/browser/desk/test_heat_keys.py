"""The heat map is one stop of the Tab key, and arrow keys lead from cell to cell."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
PLACE = """() => {
  const cell = document.activeElement.closest("td, th");
  return cell && [cell.parentElement.rowIndex, cell.cellIndex];
}"""


def press(page: Page, *keys: str) -> list[int]:
    for key in keys:
        page.keyboard.press(key)
    return page.evaluate(PLACE)


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
