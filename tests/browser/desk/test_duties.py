"""A duty from the desk to the learner and back: more time is granted, an exemption refused."""

import datetime as dt

import pytest
from playwright.sync_api import Locator, Page, expect

from cms.demo.organisation.agencies import LEARNER_TOWNSHIP
from tests.browser.following import follow
from tests.browser.learning import one_line

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

COURSE = "judging-information"  # which the learner has begun, and has until a later day


def assign_course(walk, days: str) -> None:
    page = walk.open("hr", f"office/duties/new/?unit={LEARNER_TOWNSHIP}")
    title = walk.say("ရှာဖွေ", "Finding and judging")
    options = page.locator("[name=what] option[value^='course:']").all()
    course = next(one for one in options if title in one_line(one.text_content()))
    page.select_option("[name=what]", value=course.get_attribute("value"))
    page.fill("[name=due_days]", days)
    follow(page.locator("main form button:not([name])").last)
    # Whom it reaches is shown before anything is written.
    page.locator("button[name=confirm]").click()
    page.wait_for_url("**/office/duties/*/")


def find_line(page: Page, part: str) -> Locator:
    link = page.locator(f"a[href*='{part}']")
    return page.locator("section[aria-labelledby=due] li", has=link).first


def answer_request(walk, reason: str, button: str, answer: str = "") -> None:
    page = walk.open("hr", "office/duties/requests/")
    asked = page.locator("article", has_text=reason)
    asked.locator("textarea").fill(answer)
    follow(asked.locator(f"button[name={button}]"))


def test_more_time_is_asked_and_granted(walk):
    assign_course(walk, walk.say("၅", "5"))
    days_left, reason = walk.say("၅ ရက် ကျန်", "5 days left"), f"ခရီးသွားရမည်။ ({walk.width})"
    page = walk.open("learner", "learn/")
    line = find_line(page, f"/courses/{COURSE}/")
    expect(line).to_contain_text(days_left)
    line.locator("a[href*='/learn/duties/']").click()
    page.fill("[name=until]", (dt.date.today() + dt.timedelta(days=40)).isoformat())
    page.fill("[name=reason]", reason)
    page.locator("main form button").click()
    page.wait_for_url("**/learn/")
    expect(find_line(page, f"/courses/{COURSE}/")).to_contain_text(
        walk.say("စောင့်", "Your request waits")
    )
    answer_request(walk, reason, "grant")
    page.reload()
    # The day of the other assignment is the nearer one now.
    expect(find_line(page, f"/courses/{COURSE}/")).not_to_contain_text(days_left)


def test_an_exemption_is_asked_and_refused_with_words(walk):
    # People write Burmese on English pages too.
    reason, answer = f"ဖျားနေပါသည်။ ({walk.width})", f"လာရောက်ပါ။ ({walk.width})"
    page = walk.open("learner", "learn/")
    session = find_line(page, "/sessions/")
    session.locator("a[href*='/learn/duties/']").click()
    page.fill("[name=reason]", reason)
    page.locator("main form button").click()
    page.wait_for_url("**/learn/")
    answer_request(walk, reason, "decline", answer)
    page.reload()
    # The seat stays, and it may be asked again.
    expect(find_line(page, "/sessions/")).to_contain_text(walk.say("နေရာရ", "Has a seat"))
    walk.go(page, "messages/")
    expect(page.locator("main")).to_contain_text(answer)
