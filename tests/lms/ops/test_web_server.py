"""What gunicorn refuses before Django sees it is told in our words."""

import socket
from http import HTTPStatus

import pytest

from lms.ops.web_server import build_refusal, post_worker_init


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (HTTPStatus.REQUEST_URI_TOO_LONG, "Search for fewer words"),
        (HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "Search for fewer words"),
        (HTTPStatus.BAD_REQUEST, "load the page again"),
    ],
)
def test_a_refusal_is_whole_and_in_both_languages(status, words):
    head, _, page = build_refusal(status).decode().partition("\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status.value} ")
    assert f"Content-Length: {len(page.encode())}" in head
    assert words in page
    assert "ဤတောင်းဆိုမှုကို ဖတ်၍မရပါ" in page


def test_gunicorn_answers_with_it(monkeypatch):
    """Where an upgrade takes another way to its own page, this fails."""
    from gunicorn import util
    from gunicorn.config import Config
    from gunicorn.http.errors import LimitRequestLine
    from gunicorn.workers.base import Worker

    monkeypatch.setattr(util, "write_error", util.write_error)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker = Worker(0, 0, [], None, 1, Config(), _Log())
        post_worker_init(worker)
        worker.handle_error(None, ours, None, LimitRequestLine(9000, 8190))
        assert b"Pyinnya" in theirs.recv(10_000)


class _Log:
    def __getattr__(self, name):
        return lambda *words, **more: None
