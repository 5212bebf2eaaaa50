"""A duty from the desk to the learner and back, at 360 px in Burmese and without JavaScript."""

import datetime as dt

import pytest
from playwright.sync_api import Locator, Page, expect

from cms.demo.organisation.agencies import LEARNER_TOWNSHIP
from tests.browser.conftest import violations
from tests.browser.learning import one_line

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

COURSE = "judging-information"  # which the learner has begun, and has until a later day
WORDS = "ရှာဖွေ"  # of its title
REASON = "ခရီးထွက်ရန် ရှိပါသည်။"


def open_narrow(open_as, account: str) -> Page:
    return open_as(account, width=360, javascript=False)


def fits(page: Page) -> bool:
    """Whether nothing of the page reaches beyond the screen."""
    width, shown = page.locator("html").bounding_box()["width"], page.viewport_size["width"]
    return width <= shown


def find_line(page: Page) -> Locator:
    link = page.locator(f"a[href*='/courses/{COURSE}/']")
    return page.locator("section[aria-labelledby=due] li", has=link)


def test_1_a_manager_assigns_by_rule_and_sees_first_whom_it_reaches(open_as):
    page = open_narrow(open_as, "hr")
    page.goto(f"/my/office/duties/new/?unit={LEARNER_TOWNSHIP}")
    assert fits(page)
    options = page.locator("[name=what] option[value^='course:']").all()
    title = next(one for one in options if WORDS in one_line(one.text_content()))
    page.select_option("[name=what]", value=title.get_attribute("value"))
    page.fill("[name=due_days]", "၅")
    page.locator("main form button:not([name])").last.click()
    page.locator("button[name=confirm]").click()
    page.wait_for_url("**/office/duties/*/")
    assert fits(page)


def test_2_the_learner_sees_it_and_asks_for_more_time(open_as):
    page = open_narrow(open_as, "learner")
    page.goto("/my/learn/")
    assert fits(page)
    line = find_line(page)
    expect(line).to_contain_text("၅ ရက် ကျန်")
    line.locator("a[href*='/learn/duties/']").click()
    until = dt.date.today() + dt.timedelta(days=40)
    page.fill("[name=until]", until.isoformat())
    page.fill("[name=reason]", REASON)
    page.locator("main form button").click()
    page.wait_for_url("**/learn/")
    page.goto("/my/learn/")
    assert find_line(page).locator("a[href*='/learn/duties/']").is_visible()


def test_3_another_manager_grants_it_and_the_learner_is_told(open_as):
    page = open_narrow(open_as, "hr")
    page.goto("/my/office/duties/requests/")
    asked = page.locator("article", has_text=REASON)
    asked.locator("button[name=grant]").click()
    page.wait_for_load_state()
    mine = open_narrow(open_as, "learner")
    mine.goto("/my/learn/")
    # The day of the other assignment is the nearer one now.
    expect(find_line(mine)).not_to_contain_text("၅ ရက် ကျန်")


def test_4_axe_finds_nothing_on_the_pages_of_duties(open_as):
    page = open_as("hr", width=360)
    for address in ("/my/office/duties/", "/my/office/duties/new/", "/my/office/duties/requests/"):
        page.goto(address)
        assert violations(page) == [], address
    mine = open_as("learner", width=360)
    mine.goto("/my/learn/")
    assert violations(mine) == []
