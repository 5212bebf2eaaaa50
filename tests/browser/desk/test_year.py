"""The year that closes on a phone: prescribed, read, frozen, corrected by two, stated."""

import pytest

from tests.browser.checking import violations
from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


def is_narrow(page):
    return page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_office_prescribes_the_next_year_without_javascript(open_as):
    page = open_as("hr", width=360, javascript=False)
    page.goto("/my/office/years/new/")
    year = page.locator("[name=year] option").last.get_attribute("value")
    page.select_option("[name=year]", year)
    page.fill("[name=cut_off_on]", f"{year}-11-30")
    page.fill("[name=lowest_grade]", "၁")
    page.fill("[name=highest_grade]", "၅")
    page.check("[name=courses] >> nth=0")
    follow(page.locator("main form .actions button"))
    assert page.locator("[role=status] b").count() == 1
    page.locator("button[name=confirm]").click()
    page.wait_for_url("**/office/years/*/")
    assert page.locator("main h1").inner_text()


def test_a_person_reads_the_running_year_and_takes_the_statement_of_the_last(open_as):
    page = open_as("learner", width=360)
    page.goto("/my/learn/year/")
    assert page.locator("li.completed").count() >= 1
    assert violations(page) == []
    assert is_narrow(page)
    follow(page.locator("nav a[href*='year=']").first)
    assert violations(page) == []
    link = page.locator("a[href*='/certificates/statements/']").first
    file = page.request.get(link.get_attribute("href"))
    assert file.headers["content-type"] == "application/pdf"
    code = link.get_attribute("href").rpartition("/")[2].removesuffix(".pdf")
    answer = page.request.get(f"/verify/{code}/")
    assert 'data-verdict="valid"' in answer.text()


def test_an_office_filters_the_frozen_year_and_opens_a_person(open_as):
    page = open_as("hr-township", width=360)
    page.goto("/my/office/years/")
    follow(page.locator("nav a[href*='year=']").first)
    follow(page.locator("table tbody th a").first)
    assert violations(page) == []
    assert is_narrow(page)
    follow(page.locator("a[href*='state=exempt']"))
    follow(page.locator("table tbody th a").first)
    assert page.locator("form [name=reason]").count() == 1
    assert violations(page) == []
    assert is_narrow(page)
