"""A passkey is set up in the browser and signs in without a password, in Burmese, on a phone."""

import pytest
from playwright.sync_api import Page

from tests.browser.checking import violations
from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
ACCOUNT = "translator"
FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    **dict.fromkeys(("hasResidentKey", "hasUserVerification", "isUserVerified"), True),
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def phone(open_as, site) -> Page:
    """Chromium with an authenticator of its own; browsers keep no passkeys for bare addresses."""
    page = open_as(width=360)
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    return page


def go(page: Page, site: str, path: str) -> None:
    page.goto(site.replace("127.0.0.1", "localhost") + path)


def give_password(page: Page) -> None:
    page.fill("[name=password]", "demo")
    page.press("[name=password]", "Enter")


def test_a_passkey_is_set_up_and_signs_in(phone, site):
    go(phone, site, "/accounts/login/")
    phone.fill("[name=login]", ACCOUNT)
    give_password(phone)
    phone.wait_for_url("**/my/**")
    go(phone, site, "/accounts/2fa/webauthn/add/")
    give_password(phone)
    assert violations(phone) == []
    phone.check("[name=passwordless]")
    phone.click("#mfa_webauthn_add")
    phone.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert phone.locator("main").inner_text().strip()
    try:
        phone.context.clear_cookies()
        go(phone, site, "/accounts/login/?next=/my/messages/")
        phone.click("#passkey_login")
        # Not by its end: that of the address before is the same.
        phone.wait_for_url(lambda url: "/accounts/" not in url)
        assert phone.url.endswith("/my/messages/")
    finally:
        take_away(phone, site)


def take_away(phone: Page, site: str) -> None:
    """Others sign in to the same demo by password, and are asked for nothing else."""
    go(phone, site, "/accounts/2fa/webauthn/")
    follow(phone.locator("main a[href$='/remove/']"))
    if phone.locator("[name=password]").count():
        give_password(phone)
    phone.click("main form button")
    phone.wait_for_url("**/accounts/2fa/webauthn/")
