"""Forty runs for a year: shown, one changed, back to the pattern and kept, saved, taken back."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.browser.desk.walking import Walker

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
PLACE = "Hall 9"
_HOURS = {"my": ("09:00", "12:00"), "en": ("13:00", "16:00")}


def fill_pattern(walker: Walker, first: dt.date) -> None:
    page = walker.go("sessions/planner/")
    begins, ends = _HOURS[walker.walk.language]
    page.fill("[name=title_my]", "ရုံးသုံး ကွန်ပျူတာ")
    page.fill("[name=title_en]", "Computers at the office")
    page.fill("[name=capacity]", "၂၀")
    page.fill("[name=first_day]", first.isoformat())
    page.locator(f"[name=weekdays][value='{first.weekday()}']").check(force=True)
    page.fill("[name=runs]", "40")
    page.fill("[name=begins]", begins)
    page.fill("[name=ends]", ends)
    walker.press("button[name=preview]")


def test_forty_runs_are_planned_changed_saved_and_taken_back(walk):
    trainer = Walker(walk, "trainer")
    first, page = timezone.localdate() + dt.timedelta(days=40), trainer.page
    fill_pattern(trainer, first)
    assert page.locator(".runs > li").count() == 40
    page.fill("[name=run-4-place]", PLACE)
    page.locator("[name=run-5-drop]").check(force=True)
    page.locator("[name=opens]").uncheck(force=True)
    trainer.press("button[name=change]")
    page.fill("[name=capacity]", "25")
    trainer.press("button[name=preview]")
    assert page.locator(".runs > li").count() == 39
    assert page.input_value("[name=run-4-place]") == PLACE
    assert page.input_value("[name=run-4-capacity]") == "25"
    trainer.press("button[name=save]")
    page.wait_for_url("**/series/*/")
    assert page.locator("main tbody tr").count() == 39
    page.locator("details summary").last.click()
    trainer.press("button[name=undo]")
    assert page.locator("main tbody tr").count() == 0
