"""All limits stand in one module, and each form of a library has one."""

import re

import pytest
from allauth.account import app_settings, urls
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa import urls as mfa_urls
from allauth.socialaccount import urls as social_urls

from lms.settings import rates

NAMED = re.compile(r"""(?:limit_rate|RateThrottle|__init__)\("([a-z-]+)"\)?""")
# Forms that guess nothing, send nothing and show nothing.
FREE = {"account_logout", "mfa_view_recovery_codes", "mfa_download_recovery_codes"}
READ_ONLY = {
    *("account_inactive", "account_reset_password_done", "account_reset_password_from_key_done"),
    *("mfa_index", "mfa_list_webauthn", "socialaccount_login_cancelled"),
    "socialaccount_login_error",
}


def test_every_scope_has_a_use_and_every_use_a_rate(settings):
    files = [
        *(settings.BASE_DIR / "certification" / "web").rglob("*.py"),
        *(settings.BASE_DIR / "people").rglob("*.py"),
        *(settings.BASE_DIR / "courses" / "web").rglob("*.py"),
        *(settings.BASE_DIR / "plan" / "web").rglob("*.py"),
        *(settings.BASE_DIR / "reporting" / "web").rglob("*.py"),
    ]
    used = {scope for file in files for scope in NAMED.findall(file.read_text())}
    assert used | set(rates.LIMITED_PAGES.values()) == set(rates.RATES)


def address_names(module):
    patterns = list(module.urlpatterns)
    while patterns:
        one = patterns.pop()
        patterns += getattr(one, "url_patterns", [])
        if getattr(one, "name", None):
            yield one.name


@pytest.mark.parametrize("module", [urls, mfa_urls, social_urls], ids=lambda one: one.__name__)
def test_every_form_of_allauth_has_a_rate(module):
    names = set(address_names(module))
    assert names - FREE - READ_ONLY <= set(rates.LIMITED_PAGES)


def test_allauth_has_no_limit_beside_ours_but_those_written_here(settings):
    """Fails when an upgrade brings a new action, which is by address if it is like the others."""
    ours = settings.ACCOUNT_RATE_LIMITS
    assert {name: rate for name, rate in app_settings.RATE_LIMITS.items() if rate} == {
        name: rate for name, rate in ours.items() if rate
    }
    assert not any(mfa_settings.RATE_LIMITS.values())
    assert not any("/ip" in rate for rate in ours.values() if rate)


def test_a_room_of_forty_never_reaches_a_limit_by_address():
    """Everybody of the room does the thing, and does it again, within one minute."""
    by_address = {
        scope: rate for scope, rate in rates.RATES.items() if rate.endswith("/min/address")
    }
    slow = {"verify-list", "password-letter"}  # dear to the machine, or rare in a room
    assert {scope for scope, rate in by_address.items() if int(rate.split("/")[0]) < 80} <= slow
