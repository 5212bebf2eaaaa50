"""All limits stand in one module, and the libraries know their names."""

import re

from allauth.account import app_settings

from lms.settings import rates

LIMITED = re.compile(r'limit_rate\("([a-z-]+)"')


def test_every_scope_of_a_page_has_a_rate_and_every_rate_a_page(settings):
    web = (settings.BASE_DIR / "certification" / "web").rglob("*.py")
    scopes = {scope for file in web for scope in LIMITED.findall(file.read_text())}
    assert scopes | {"user", "anon"} == set(rates.THROTTLE_RATES)


def test_allauth_knows_each_action_and_limits_it_no_less_itself(settings):
    """Its defaults are written out; this fails when an upgrade makes one stricter."""
    settings.ACCOUNT_RATE_LIMITS = {}
    assert app_settings.RATE_LIMITS.items() >= rates.ACCOUNT_RATE_LIMITS.items()
