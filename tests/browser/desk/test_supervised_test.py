"""A test in a room: the invigilator opens it, a learner on a shared phone types the code."""

import pytest
from playwright.sync_api import expect

from cms.demo.organisation.roster import ACCOUNTS
from tests.browser.checking import violations
from tests.browser.following import follow
from tests.browser.learning import answer_rightly

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

COURSE = "protecting-personal-data"


def plan_and_open(page, language: str, account: str) -> str:
    """Plan the final test of the course for now, seat the learner, open it; the room's address."""
    page.goto(f"/{language}/office/sittings/new/")
    assert violations(page) == []
    page.select_option("[name=quiz]", index=1)
    page.fill("[name=day]", page.evaluate("new Date().toLocaleDateString('sv')"))
    page.fill("[name=clock]", "12:00")
    page.locator("main form button").click()
    page.wait_for_url("**/office/sittings/*/")
    page.locator("details:has([name=numbers]) summary").click()
    page.fill("[name=numbers]", ACCOUNTS[account].staff_number)
    page.locator("button[value=seat]").click()
    page.locator("[name=act][value=start]").click()
    page.wait_for_selector("[data-room]")
    return page.url


def enrol(page, language: str) -> None:
    """Take the course, which makes a seat possible."""
    page.goto(f"/{language}/courses/{COURSE}/")
    if (button := page.locator("form[action*='enrol'] button")).count():
        follow(button.first)


@pytest.mark.parametrize(
    ("language", "width", "account"), [("my", 360, "learner2"), ("en", 1280, "registrar")]
)
def test_a_room_from_its_opening_to_the_result(open_as, language, width, account):
    enrol(open_as(account, width=width), language)
    desk = open_as("trainer", width=1280)
    room = plan_and_open(desk, language, account)
    assert violations(desk) == []
    phone = open_as(account, width=width)
    phone.goto(f"/{language}/sittings/")
    phone.locator(f"a.button[href$='{room.split('office')[1]}']").click()
    phone.fill("[name=code]", "000")
    phone.locator("main form button").click()
    phone.wait_for_selector("#id_code[aria-invalid]")
    assert violations(phone) == []

    desk.goto(room + "code/")
    assert violations(desk) == []
    phone.fill("[name=code]", desk.locator(".room-code").text_content().strip())
    phone.check("[name=shared]", force=True)
    phone.locator("main form button").click()
    phone.wait_for_url("**/attempts/*/")
    assert violations(phone) == []
    phone.set_viewport_size({"width": 1280, "height": 800})  # all questions on one page
    answer_rightly(phone)
    phone.locator("button[value=submit]").click()
    phone.wait_for_selector("main a[href*='/accounts/login/']")
    assert violations(phone) == []
    phone.goto(f"/{language}/sittings/")
    assert "/accounts/login/" in phone.url  # signed out, for the next person

    desk.goto(room)
    desk.locator("details:has([value=lengthen]) summary").click()
    desk.fill("details:has([value=lengthen]) [name=minutes]", "၁၀")
    desk.fill("details:has([value=lengthen]) [name=reason]", "မီးပျက်၍")
    desk.locator("[name=act][value=lengthen]").click()
    expect(desk.locator(".message, .notice").first).to_be_visible()
    desk.locator("details:has([value=close]) summary").click()
    desk.locator("[name=act][value=close]").click()
    desk.locator("table a").first.wait_for()
    own = open_as(account, width=width, javascript=False)
    own.goto(f"/{language}/courses/{COURSE}/")
    follow(own.locator(".steps a[href*='/quizzes/']").last)
    supervised = {"my": "ကြီးကြပ်မှုဖြင့်", "en": "Supervised"}[language]
    assert supervised in own.locator("main table").text_content()
