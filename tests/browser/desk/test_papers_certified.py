"""A test on paper from its sheets to the certificate that anybody checks."""

import re

import pytest

from tests.browser.conftest import Walk
from tests.browser.desk.walking import Walker, read_verdict
from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


@pytest.fixture
def phone(open_as, cookies) -> Walk:
    return Walk("my", 360, False, open_as, cookies)


@pytest.fixture
def desk(open_as, cookies) -> Walk:
    return Walk("en", 1280, True, open_as, cookies)


def open_waiting_test(walker: Walker) -> str:
    """The newest test of the demo waits for a second person; its path at the desk."""
    page = walker.go("papers/")
    page.locator("main table a").first.click()
    page.wait_for_url(re.compile(r"/office/papers/\d+/$"))
    walker.look()
    return page.url.rpartition("/office/")[2]


def open_sheet(walker: Walker, test: str, place: int) -> str:
    """Open a sheet once it is in the record; the staff number of whose it is."""
    walker.go(test)
    row = f"main tbody tr:nth-child({place})"
    walker.wait_for(f"{row} td.numeric:has-text('%')")
    number = walker.page.locator(f"{row} td[translate=no]").first.inner_text()
    follow(walker.page.locator(f"{row} a"))
    walker.look()
    return number


def check_certificate(walker: Walker, number: str) -> None:
    """The office finds the certificate on the page of the person, and anybody that it is valid."""
    walker.go(f"people/?q={number}")
    follow(walker.page.locator("main table tbody th a").first)
    walker.wait_for("main a.code")
    code = walker.page.locator("main a.code").first.inner_text()
    assert read_verdict(walker.page, code) == "valid"


def test_a_second_person_confirms_on_a_phone_and_the_certificate_comes(phone):
    registrar = Walker(phone, "registrar")
    test = open_waiting_test(registrar)
    page = registrar.go(f"{test}check/")
    page.locator("main input[type=checkbox]").first.check()
    registrar.press("main form .button")
    enter_wrong_code(registrar, test)
    number = open_sheet(registrar, test, 1)
    assert "စာရွက်ဖြင့်" in page.locator("main dl").inner_text()
    check_certificate(Walker(phone, "hr"), number)


def enter_wrong_code(registrar: Walker, test: str) -> None:
    page = registrar.go(f"{test}enter/")
    page.fill("#code-1", "1234-5678")
    page.fill("#text-1", "က ခ")
    registrar.press("main form.stack .button")
    assert page.locator("#why-1").is_visible()
    assert page.locator("[aria-invalid=true]").get_attribute("name") == "code-1"


def test_points_of_a_test_marked_elsewhere_are_entered_confirmed_and_certified(desk):
    trainer = Walker(desk, "trainer")
    test = prepare_outside_test(trainer)
    print_list(trainer)
    enter_points(trainer, test)
    registrar = Walker(desk, "registrar")
    for box in registrar.go(f"{test}check/").locator("main input[type=checkbox]").all():
        box.check()
    registrar.press("main form .button")
    number = open_sheet(registrar, test, 2)
    check_certificate(Walker(desk, "hr"), number)


def prepare_outside_test(trainer: Walker) -> str:
    """Prepare the last test of the session, for points of a test that is marked elsewhere."""
    open_waiting_test(trainer)
    page = trainer.page
    follow(page.locator("main a[href*='/office/sessions/']").first)
    trainer.look()
    page.locator("input[name=kind][value=outside]").check(force=True)
    page.fill("[name=most_points]", "20")
    trainer.press("main form.stack .button")
    return page.url.rpartition("/office/")[2]


def print_list(trainer: Walker) -> None:
    trainer.press("button[value=print]")
    trainer.wait_for("a[href$='/file/']")
    with trainer.page.expect_download() as download:
        trainer.page.locator("a[href$='/file/']").click()
    with open(download.value.path(), "rb") as file:
        assert file.read(5) == b"%PDF-"


def enter_points(trainer: Walker, test: str) -> None:
    """Enter all rows; one that is impossible is marked, and the others are kept."""
    page = trainer.go(f"{test}enter/")
    fields = page.locator("main input[name^=text-]")
    for place, field in enumerate(fields.all(), start=1):
        field.fill("99" if place == 3 else "20")
    trainer.press("main form.stack .button")
    assert [one.get_attribute("name") for one in page.locator("[aria-invalid=true]").all()] == [
        "text-3"
    ]
    page.fill("[name=text-3]", "20")
    trainer.press("main form.stack .button")
    assert page.locator("[aria-invalid=true]").count() == 0
