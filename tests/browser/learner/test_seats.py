"""A seat lived through: taken, waited for, given up, moved and called off, each time told."""

import datetime as dt
import time
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


def plan_session(walk, titles: dict[str, str], *, seats: int) -> tuple[Page, int]:
    """Open a session for everybody in two days; the trainer's page and its number."""
    page = walk.open("trainer", "office/sessions/new/")
    for language, title in titles.items():
        page.fill(f"[name=title_{language}]", title)
    page.select_option("[name=opens_to]", "all")
    page.fill("[name=capacity]", str(seats))
    day = timezone.localdate() + dt.timedelta(days=2)
    page.fill("[name=part-0-day]", day.isoformat())
    page.fill("[name=part-0-begins]", "09:00")
    page.fill("[name=part-0-ends]", "12:00")
    save(page)
    follow(page.locator("button[name=act][value=open]"))
    return page, int(urlsplit(page.url).path.strip("/").rpartition("/")[2])


def save(page: Page) -> None:
    follow(page.locator("main form button.button").last)


def join(walk, account: str, number: int) -> Page:
    page = walk.open(account, f"sessions/{number}/")
    follow(page.locator("button[name=join]"))
    return page


def expect_message(walk, page: Page, text: str) -> None:
    """Wait for the worker, who writes to all that have a place."""
    deadline = time.monotonic() + 60
    walk.go(page, "messages/")
    while text not in page.locator("main").text_content():
        assert time.monotonic() < deadline, text
        time.sleep(1)
        page.reload()


def test_who_waits_gets_the_seat_that_somebody_gives_up(walk):
    titles = {"my": f"နေရာပြည့်သော သင်တန်း {walk.width}", "en": f"A full room {walk.width}"}
    desk, number = plan_session(walk, titles, seats=2)
    first, _second = join(walk, "learner", number), join(walk, "learner2", number)
    waits = join(walk, "citizen", number)
    expect(waits.locator("main")).to_contain_text(
        walk.say("စောင့်ဆိုင်းစာရင်း", "You are on the waiting list")
    )
    calendar = first.request.get(f"/{walk.language}/sessions/{number}/calendar.ics")
    assert "BEGIN:VEVENT" in calendar.text()

    # Fewer seats than are taken are refused, at the field and with the number that is taken.
    walk.go(desk, f"office/sessions/{number}/edit/")
    desk.fill("[name=capacity]", "1")
    save(desk)
    expect(desk.locator(".field:has([name=capacity])")).to_contain_text(walk.say("၂", "2"))

    first.locator("details summary").last.click()
    follow(first.locator("button[name=leave]"))
    waits.reload()
    expect(waits.locator("main details summary")).to_be_visible()  # the way to give it up again
    walk.go(waits, "messages/")
    expect(waits.locator("main")).to_contain_text(titles[walk.language])


def test_who_has_a_seat_is_told_when_the_session_moves_and_is_called_off(walk):
    titles = {"my": "ရွှေ့ရသော သင်တန်း", "en": "A session that moves"}
    place, reason = f"ခန်းမ ({walk.width})", f"ရေကြီးနေပါသည်။ ({walk.width})"
    desk, number = plan_session(walk, titles, seats=2)
    learner = join(walk, "learner2", number)
    walk.go(desk, f"office/sessions/{number}/edit/")
    desk.fill("[name=place]", place)
    save(desk)
    expect_message(walk, learner, place)
    walk.go(desk, f"office/sessions/{number}/")
    desk.locator("details:has([value=cancel]) summary").click()
    desk.fill("#cancel-reason", reason)
    follow(desk.locator("button[value=cancel]"))
    expect_message(walk, learner, reason)
    walk.go(learner, f"sessions/{number}/")
    expect(learner.locator("main .notice")).to_contain_text(reason)
    calendar = learner.request.get(f"/{walk.language}/sessions/{number}/calendar.ics")
    assert "METHOD:CANCEL" in calendar.text()
