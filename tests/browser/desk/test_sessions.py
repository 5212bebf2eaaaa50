"""A class session lived through: planned, joined, checked in on a borrowed phone, marked."""

import datetime as dt
import io
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect
from zxingcpp import read_barcodes

from cms.demo.organisation.roster import ACCOUNTS
from tests.browser.checking import violations
from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


def plan_session(page, language):
    """Open a session that begins in some minutes; its address at the desk."""
    begins = timezone.localtime() + dt.timedelta(minutes=5)
    page.goto(f"/{language}/office/sessions/new/")
    page.fill("[name=title_my]", "ရုံးသုံး ကွန်ပျူတာ")
    page.select_option("[name=opens_to]", "all")
    page.fill("[name=capacity]", "၅")
    page.fill("[name=part-0-day]", begins.date().isoformat())
    page.fill("[name=part-0-begins]", f"{begins:%H:%M}")
    page.fill("[name=part-0-ends]", f"{begins + dt.timedelta(hours=1):%H:%M}")
    follow(page.locator("main form button.button").last)
    follow(page.locator("button[name=act][value=open]"))
    return urlsplit(page.url).path


def read_screen(page):
    """The path behind the code on the screen, as a phone reads it."""
    picture = Image.open(io.BytesIO(page.locator("img.qr").screenshot()))
    return urlsplit(read_barcodes(picture)[0].text).path


@pytest.mark.parametrize(
    ("language", "width", "account"), [("my", 360, "learner2"), ("en", 1280, "translator")]
)
def test_a_session_from_its_plan_to_its_list(open_as, language, width, account):
    trainer = open_as("trainer", width=width)
    desk = plan_session(trainer, language)
    assert violations(trainer) == []
    learner = open_as(account, width=width, javascript=False)
    learner.goto(desk.replace("/office", ""))
    learner.locator("button[name=join]").click()
    expect(learner.locator("main summary")).to_be_visible()  # the way to give the place up again

    trainer.goto(desk)
    follow(trainer.locator("a[href$='/screen/']"))
    phone, official = open_as(width=width, javascript=False), ACCOUNTS[account]
    phone.goto(read_screen(trainer))
    phone.fill("[name=number]", official.staff_number)
    phone.fill("[name=name]", official.name_my)
    phone.locator("main form button").last.click()
    expect(phone.locator(".notice.success")).to_be_visible()

    trainer.goto(desk)
    follow(trainer.locator("a[href*='/parts/']").first)
    assert violations(trainer) == []
    late = trainer.locator("input[type=radio][value=late]")
    trainer.context.set_offline(True)
    late.check(force=True)
    trainer.locator("button[name=save]").click()
    expect(trainer.locator("[data-told]")).to_be_visible()
    trainer.context.set_offline(False)
    expect(trainer.locator(".message, .notice").first).to_be_visible(timeout=25_000)
    trainer.reload()
    expect(late).to_be_checked()
    assert (
        trainer.evaluate("Object.keys(localStorage).filter((key) => /^attendance/.test(key))")
        == []
    )


def test_runs_are_planned_on_a_phone_without_script(open_as):
    page = open_as("trainer", width=360, javascript=False)
    page.goto("/my/office/sessions/planner/")
    first = timezone.localdate() + dt.timedelta(days=40)
    page.fill("[name=title_my]", "ရုံးသုံး ကွန်ပျူတာ")
    page.fill("[name=capacity]", "၂၀")
    page.fill("[name=first_day]", first.isoformat())
    page.locator(f"[name=weekdays][value='{first.weekday()}']").check(force=True)
    page.fill("[name=runs]", "၃")
    page.fill("[name=begins]", "09:00")
    page.fill("[name=ends]", "12:00")
    follow(page.locator("button[name=preview]"))
    assert page.locator(".runs > li").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("button[name=save]").click()
    page.wait_for_url("**/series/*/")
    assert page.locator("tbody tr").count() == 3
    page.locator("details summary").last.click()
    follow(page.locator("button[name=undo]"))
    assert page.locator("tbody tr").count() == 0
