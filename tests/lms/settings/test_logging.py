"""What an operator reads tells what happened, and nothing that people typed or hold."""

import io
import logging
import logging.config

import pytest
import structlog

from lms.settings.logging import logging_configuration


@pytest.fixture(params=[True, False], ids=["json", "terminal"])
def written(request):
    """A logger's output as the operator sees it."""
    configuration = logging_configuration(level="INFO", as_json=request.param)
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
        client.get("/healthz", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.1"})
    assert {line["ip"] for line in lines if "request" in line} == {told}


@pytest.mark.parametrize(
    ("address", "kept", "secret"),
    [
        ("GET /certificates/AB.pdf?key=s3cret", "/certificates/AB.pdf", "s3cret"),
        ("GET /cms/users/?q=09123456789", "/cms/users/", "09123456789"),
        ("GET /accounts/password/reset/key/3-s3cret/", "/accounts/password/reset/", "s3cret"),
        ("GET /accounts/confirm-email/s3cret/", "/accounts/confirm-email/", "s3cret"),
    ],
)
def test_an_address_is_written_without_what_opens_doors(written, address, kept, secret):
    structlog.get_logger("lms.test_logging").info("request_started", request=address)
    logging.getLogger("lms.test_logging").warning("Not Found: %s", address.split("?")[0])
    assert kept in written.getvalue()
    assert secret not in written.getvalue()
