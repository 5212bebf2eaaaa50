"""A hundred results are typed in one grid and saved at once; one that is wrong comes back.

Told after `test_papers_certified`, whose registrar opens the newest test of all.
"""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.desk.walking import Walker
from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

COURSE = "first-hour-of-an-incident"
FIRST_NUMBER, ROWS, WRONG = 200_101, 100, 37


@pytest.fixture(scope="module")
def grid(browser, site):
    """The path at the desk of a grid with a hundred seats, made by the pages of the office."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    sign_in(page, "admin")
    plan_session(page)
    numbers = [str(FIRST_NUMBER + place) for place in range(ROWS)]
    page.fill("[name=numbers]", "\n".join(numbers))
    press(page, "form[action$='/nominate/'] button")
    follow(page.locator("a[href$='/papers/']").first)
    page.locator("input[name=kind][value=outside]").check(force=True)
    page.fill("[name=most_points]", "20")
    press(page, "main form.stack .button")
    path = urlsplit(page.url).path.partition("/office/")[2]
    context.close()
    return f"{path}enter/"


def plan_session(page) -> None:
    """Open a session of the course that has begun, with a hundred seats."""
    begins = timezone.localtime() - dt.timedelta(minutes=10)
    page.goto("/en/office/sessions/new/")
    page.fill("[name=title_my]", "ရလဒ်တစ်ရာ")
    page.select_option("[name=opens_to]", "all")
    course = page.locator("[name=course] option", has_text="The first hour of an incident")
    page.select_option("[name=course]", course.get_attribute("value"))
    page.fill("[name=capacity]", str(ROWS))
    page.fill("[name=part-0-day]", begins.date().isoformat())
    page.fill("[name=part-0-begins]", f"{begins:%H:%M}")
    page.fill("[name=part-0-ends]", f"{begins + dt.timedelta(hours=3):%H:%M}")
    press(page, "main form button.button >> nth=-1")
    press(page, "button[name=act][value=open]")


def press(page, selector: str) -> None:
    follow(page.locator(selector))


def test_of_a_hundred_rows_one_comes_back_and_the_others_are_kept(walk, grid):
    desk = Walker(walk, "admin")
    page = desk.page
    walk.go(page, f"office/{grid}")
    fields = page.locator("main input[name^=text-]")
    assert fields.count() == ROWS
    for place, field in enumerate(fields.all(), start=1):
        field.fill("99" if place == WRONG else walk.say("၁၅", "15"))
    desk.press("main form.stack .button")
    wrong = page.locator("[aria-invalid=true]")
    assert wrong.get_attribute("name") == f"text-{WRONG}"
    assert wrong.input_value() == "99", "what was typed is there to be mended"
    assert page.locator(f"#why-{WRONG}").is_visible()
    expect(page.locator("body")).to_contain_text(walk.say("၉၉ ရွက် သိမ်း", "99 sheets saved."))
    wrong.fill(walk.say("၁၆", "16"))
    press(page, "main form.stack .button")
    assert wrong.count() == 0
    walk.go(page, f"office/{grid.removesuffix('enter/')}")
    waits = walk.say("ဒုတိယသူကို စောင့်ဆိုင်းနေသည်", "Waits for a second person")
    expect(page.locator("main tbody tr", has_text=waits)).to_have_count(ROWS)
