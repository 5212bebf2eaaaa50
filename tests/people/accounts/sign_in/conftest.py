"""A real provider of OpenID Connect, asked over HTTP as that of an agency is."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client

PROVIDER = {"server_url": "", "staff_number_claim": "employee_number"}


@pytest.fixture(scope="session")
def oidc_server():
    from oidc_provider_mock import run_server_in_thread

    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(settings, oidc_server) -> dict[str, Any]:
    """The settings of the provider here, which a test may change."""
    app = {
        "provider_id": "moha",
        "name": "Ministry of Home Affairs",
        "client_id": "pyinnya",
        "secret": "only for the test",
        "settings": {**PROVIDER, "server_url": oidc_server},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    }
    return app["settings"]


@pytest.fixture
def come_back(provider, oidc_server) -> Callable[..., Any]:
    """Sign in at the provider with its claims; return our answer to whoever comes back."""

    def sign_in(client: Client, *, process: str = "login", **claims: Any) -> Any:
        sub = claims.pop("sub", "official")
        requests.put(f"{oidc_server}/users/{sub}", json=claims, timeout=5).raise_for_status()
        leave = client.post(f"/accounts/oidc/moha/login/?process={process}")
        allowed = requests.post(leave.url, data={"sub": sub}, allow_redirects=False, timeout=5)
        back = urlsplit(allowed.headers["Location"])
        assert "code" in parse_qs(back.query)
        return client.get(f"{back.path}?{back.query}")

    return sign_in
