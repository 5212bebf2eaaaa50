"""Monitoring is answered in production, by a real process, as a machine asks it."""

import json
import sys

import pytest

from tests.database import written_database
from tests.flows.working import database_url
from tests.web_server import ask, free_port, serving

pytestmark = [pytest.mark.any_database, pytest.mark.slow]


@pytest.fixture(scope="module")
def production(django_db_blocker, tmp_path_factory):
    """The port of one server for all tests of the file, which change nothing of it."""
    folder, port = tmp_path_factory.mktemp("production"), free_port()
    command = [sys.executable, "-m", "gunicorn", "lms.wsgi", "--bind", f"127.0.0.1:{port}"]
    told = {
        "DJANGO_SETTINGS_MODULE": "lms.settings.production",
        "VAR_DIR": str(folder),
        "KEYS_DIR": str(folder / "keys"),
        "SECRET_KEY": "of this test only, and longer than fifty characters, as it must be",
        "ALLOWED_HOSTS": "learn.example",
        "SITE_URL": "https://learn.example",
        "LMS_DEMO": "",
    }
    command += ["--threads", "4", "--log-level", "warning"]
    with (
        django_db_blocker.unblock(),
        written_database("production", database_url) as (_name, url),
        serving(command, port, DATABASE_URL=url, **told),
    ):
        yield port


def test_probes_are_answered_by_any_name_without_encryption(production):
    for name in ("10.0.0.7:8000", "learn.example", "pod-3"):
        alive, body = ask(production, "/healthz", Host=name)
        assert (alive.status, body) == (200, b"ok")
        ready, body = ask(production, "/readyz", Host=name)
        # Keys and contexts of this installation are missing; its database and storage are there.
        assert ready.status == 503
        assert {"database", "migrations", "storage"}.isdisjoint(json.loads(body)["failing"])
        metrics, body = ask(production, "/metrics", Host=name)
        assert (metrics.status, b"django_http" in body) == (200, True)


def test_everything_else_asks_for_encryption(production):
    for path in ("/en/", "/healthz/", "/healthz.html"):
        answer, _body = ask(production, path, Host="learn.example")
        assert answer.status == 301
        assert answer.getheader("Location") == f"https://learn.example{path}"


def test_metrics_are_not_told_to_whom_a_proxy_speaks_for(production):
    answer, _body = ask(production, "/metrics", Host="pod-3", **{"X-Forwarded-For": "192.0.2.1"})
    assert answer.status == 404
