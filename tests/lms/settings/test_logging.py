"""What an operator reads tells what happened, and nothing that people typed or hold."""

import io
import logging
import re
from pathlib import Path

import pytest
import structlog
from django.conf import settings

from lms.settings.logging import configure_logging

pytestmark = pytest.mark.any_database

IMPORT = re.compile(r"^(import|from) structlog", re.MULTILINE)


@pytest.fixture(params=[True, False], ids=["json", "terminal"])
def written(request):
    """A logger's output as the operator sees it."""
    configuration = configure_logging(level="INFO", as_json=request.param)
    page = configuration["formatters"]["structured"]
    formatter = page.pop("()")(**page)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.getLogger("lms.test_logging")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield stream
    logger.removeHandler(handler)


def stumble(password):
    raise ValueError("It broke.")


def test_a_traceback_shows_the_way_but_no_values(written):
    try:
        stumble("s3cret" + "-word")
    except ValueError:
        logging.getLogger("lms.test_logging").exception("request_failed")
    text = written.getvalue()
    assert "stumble" in text
    assert "It broke." in text
    assert "s3cret-word" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "told"), [(0, "127.0.0.1"), (1, "198.51.100.1")])
def test_the_asker_is_whom_our_own_proxies_name(client, settings, proxies, told):
    settings.PROXIES = proxies
    with structlog.testing.capture_logs([structlog.contextvars.merge_contextvars]) as lines:
        client.get("/en/courses/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.1"})
    assert {line["ip"] for line in lines if "request" in line} == {told}


@pytest.mark.parametrize(
    ("address", "kept", "secret"),
    [
        ("GET /certificates/AB.pdf?key=s3cret", "/certificates/AB.pdf", "s3cret"),
        ("GET /cms/users/?q=09123456789", "/cms/users/", "09123456789"),
        ("GET /accounts/password/reset/key/3-s3cret/", "/accounts/password/reset/", "s3cret"),
        ("GET /accounts/confirm-email/s3cret/", "/accounts/confirm-email/", "s3cret"),
        ("GET /my/details/email/s3cret/", "/my/details/email/", "s3cret"),
        ("GET /my/code/link/12/s3cret/", "/my/code/link/12/", "s3cret"),
    ],
)
def test_an_address_is_written_without_what_opens_doors(written, address, kept, secret):
    structlog.get_logger("lms.test_logging").info("request_started", request=address)
    logging.getLogger("lms.test_logging").warning("Not Found: %s", address.split("?")[0])
    assert kept in written.getvalue()
    assert secret not in written.getvalue()


def test_a_line_of_the_standard_library_tells_of_its_request(written):
    with structlog.contextvars.bound_contextvars(request_id="a-request", ip="192.0.2.1"):
        logging.getLogger("lms.test_logging").error("%s of %s waits", "seal", 7)
    text = written.getvalue()
    assert all(words in text for words in ("seal of 7 waits", "a-request", "192.0.2.1"))


def test_code_writes_with_the_standard_library_only():
    """structlog formats; the middleware that binds the address is the one other user."""
    apps = ("lms", "cms", "reporting", "certification", "courses", "plan", "people")
    files = (file for app in apps for file in Path(settings.BASE_DIR, app).rglob("*.py"))
    importing = {file.name for file in files if IMPORT.search(file.read_text())}
    assert importing == {"logging.py", "client_address.py"}
