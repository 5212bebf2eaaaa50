"""Hours learnt elsewhere: stated, approved by the office, counted, and sealed in a statement."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.following import follow
from tests.browser.learning import reload_until

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


def test_study_that_somebody_states_counts_once_the_office_approves(walk):
    subject = f"ဥပဒေလေ့လာခြင်း {walk.width}"
    page = walk.open("learner", "learn/hours/")
    page.fill("[name=subject]", subject)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    page.fill("[name=day]", yesterday.isoformat())
    page.fill("[name=hours]", walk.say("၂", "2"))
    page.locator("main form:has([name=subject]) button").click()
    expect(page.locator("section[aria-labelledby=stated]")).to_contain_text(subject)

    office = walk.open("hr-township", "office/hours/requests/")
    follow(office.locator("li", has_text=subject).locator("button[name=approve]"))
    page.reload()
    expect(page.locator("table")).to_contain_text(subject)
    walk.go(page, "learn/hours/statement/")
    expect(page.locator("main")).to_contain_text(subject)
    walk.go(page, "messages/")
    expect(page.locator("main")).to_contain_text(subject)


def test_the_statement_is_sealed_and_anybody_checks_it(walk):
    page = walk.open(walk.say("learner", "learner2"), "learn/hours/")
    follow(page.locator("form[action*='statement'] button"))
    walk.go(page, "learn/hours/")
    address = reload_until(page, "a[href*='/certificates/statements/']")
    assert page.request.get(address).body().startswith(b"%PDF-")
    code = address.rpartition("/")[2].removesuffix(".pdf")
    page.goto(f"/verify/{code}/?lang={walk.language}")
    assert page.locator("[data-verdict]").get_attribute("data-verdict") == "valid"
