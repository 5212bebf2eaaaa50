"""A frozen year is stated, corrected by two, and stated anew; those of an office at once."""

import re

import pytest

from tests.browser.conftest import Walk
from tests.browser.desk.walking import Walker, read_verdict
from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
_PLACES = {"my": 0, "en": 1}  # of the person in the list: each walk corrects another


def open_frozen_person(walker: Walker) -> str:
    """Open somebody who did not fulfil the last year; the path of their year."""
    page = walker.go("years/")
    follow(page.locator("nav a[href*='year=']").first)
    follow(page.locator("table tbody th a").first)
    follow(page.locator("a[href*='state=not']"))
    walker.look()
    follow(page.locator("table tbody th a").nth(_PLACES[walker.walk.language]))
    walker.look()
    return page.url.rpartition("/office/")[2]


def make_statement(walker: Walker, path: str) -> str:
    """Make the statement of the year; its code."""
    page = walker.go(path)
    form = page.locator("form[action*='/certificates/statements/']")
    token = form.locator("[name=csrfmiddlewaretoken]").input_value()
    headers = {"Referer": page.url}
    # The answer is the file itself, which a browser without a reader downloads.
    told = page.request.post(
        form.get_attribute("action"), form={"csrfmiddlewaretoken": token}, headers=headers
    )
    assert told.headers["content-type"] == "application/pdf"
    return re.search(r"/(\w+)\.pdf$", told.url)[1]


def test_a_year_is_corrected_by_two_and_its_statement_replaced(walk):
    first = Walker(walk, "hr-township")
    path = open_frozen_person(first)
    code = make_statement(first, path)
    assert read_verdict(first.page, code) == "valid"
    page = first.go(path)
    page.select_option("[name=state]", "fulfilled")
    page.fill("[name=reason]", "စာရွက်စာတမ်း ပြသပြီး")
    first.press("main section form.stack .button")

    second = Walker(walk, "hr")
    page = second.go("years/corrections/")
    waiting = page.locator("button[name=approve]")
    count = waiting.count()
    second.press("button[name=approve] >> nth=-1")  # the one that was asked for last
    assert waiting.count() == count - 1
    newer = make_statement(first, path)
    assert newer != code
    assert read_verdict(first.page, newer) == "valid"
    assert read_verdict(first.page, code) == "replaced"


def test_the_statements_of_an_office_are_made_into_one_file(open_as, cookies):
    hr = Walker(Walk("en", 1280, True, open_as, cookies), "hr-township")
    page = hr.go("years/")
    follow(page.locator("nav a[href*='year=']").first)
    page.locator("details:has([action$='/many/']) summary").click()
    hr.press("form[action$='/many/'] button")
    hr.wait_for("a[href$='.zip']", 180)
    hr.look()
    file = page.request.get(page.locator("a[href$='.zip']").get_attribute("href"))
    assert file.headers["content-type"] == "application/zip"
    assert file.body().startswith(b"PK")
