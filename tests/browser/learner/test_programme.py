"""A programme from its first button to its certificate, and how one leaves it and comes back."""

import pytest
from playwright.sync_api import expect

from tests.browser.following import follow
from tests.browser.learning import complete_what_is_begun, reload_until

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

PROGRAMME = "programmes/secure-office-work/"
COURSES = ("safe-sign-in", "judging-information")  # the first, and one of two


def test_a_programme_is_begun_left_and_begun_again(walk):
    page = walk.open("secretariat", PROGRAMME)
    page.locator("form[action$='/begin/'] button").click()
    follow(page.locator("main a[href$='/leave/']"))
    follow(page.locator("main form button"))
    walk.go(page, PROGRAMME)
    follow(page.locator("form[action$='/begin/'] button"))
    walk.go(page, "learn/")
    card = page.locator("main li", has=page.locator(f"a[href$='/{PROGRAMME}']"))
    # What is next is named, and leads there.
    expect(card.locator(f"a[href*='/courses/{COURSES[0]}/']")).to_be_visible()
    walk.go(page, f"{PROGRAMME}leave/")
    follow(page.locator("main form button"))


@pytest.mark.parametrize(
    ("language", "width", "account"), [("my", 360, "translator"), ("en", 1280, "secretariat")]
)
def test_all_its_courses_give_its_certificate(open_as, language, width, account):
    page = open_as(account, width=width, javascript=language == "en")
    page.goto(f"/{language}/{PROGRAMME}")
    follow(page.locator("form[action$='/begin/'] button"))
    for course in COURSES:
        page.goto(f"/{language}/courses/{course}/")
        if (button := page.locator("form[action$='/enrol/'] button")).count():
            follow(button)
        assert complete_what_is_begun(page, language)
    page.goto(f"/{language}/{PROGRAMME}")
    expect(page.locator(".notice.success")).to_be_visible()
    page.goto(f"/{language}/learn/")
    title = {"my": "လုံခြုံသော ရုံးလုပ်ငန်း", "en": "Secure office work"}[language]
    address = reload_until(page, f".certificates li:has-text('{title}') a[href$='.pdf']")
    assert page.request.get(address).body().startswith(b"%PDF-")
