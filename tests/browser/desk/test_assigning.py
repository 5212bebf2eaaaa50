"""Learning assigned from wherever people are found: ticked on a list, or from a gap."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk.walking import Walker
from tests.browser.following import follow
from tests.browser.learning import one_line

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
GAP = "people/?unit=MOHA&skill=DC3-4.2&level=2"


def test_a_few_people_are_ticked_on_the_list(walk):
    hr = Walker(walk, "hr")
    page = hr.go("people/?unit=MOHA&order=name")
    boxes = page.locator("main table tbody input[type=checkbox]")
    for place in (2, 3):
        boxes.nth(place).check(force=True)
    hr.press("button[name=act][value=assign]")
    assert page.locator("main ul li").count() >= 2
    # A course that the demo assigns to nobody there.
    words = walk.say("ရှာဖွေ", "information")
    options = page.locator("[name=what] option[value^='course:']").all()
    course = next(one for one in options if words in one_line(one.text_content()))
    page.select_option("[name=what]", value=course.get_attribute("value"))
    page.fill("[name=due_days]", "၃၀")
    hr.press("main form .button")
    hr.wait_for("main form button[name=undo]")
    hr.press("main form button[name=undo]")


def test_a_gap_in_the_figures_leads_to_the_form_that_closes_it(walk):
    hr = Walker(walk, "hr")
    page = hr.page
    page.goto(f"/{walk.language}/insights/?unit=MOHA&skill=DC3-4.2&level=2&measure=held")
    hr.look()
    follow(page.locator("main a[href*='/duties/new/']").first)
    hr.look()
    options = page.locator("[name=what] option[value^='course:']")
    page.select_option("[name=what]", value=options.first.get_attribute("value"))
    page.fill("[name=due_days]", "30")
    page.locator("main form button:not([name])").last.click()
    expect(page.locator("button[name=confirm]")).to_be_visible()
    hr.look()
    assert page.locator("main .panel b").inner_text().strip() not in ("0", "၀")
