"""Text messages leave by a gateway that is really asked, over HTTP."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from people.accounts.sending import can_send_texts, send_text


@pytest.fixture
def gateway(settings):
    """A gateway on this machine: what it was sent, and the status that it answers."""
    taken = []

    class Gateway(BaseHTTPRequestHandler):
        status = 200

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append((self.headers["Authorization"], json.loads(body)))
            self.send_response(self.status)
            self.end_headers()

        def log_message(self, *args):
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Gateway) as server:
        settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
        settings.SMS_TOKEN = "of the operator"
        Thread(target=server.serve_forever, daemon=True).start()
        yield Gateway, taken
        server.shutdown()


def test_a_gateway_gets_the_number_as_the_world_dials_it(gateway):
    send_text("09250001234", "ကုဒ်")
    send_text("+6591234567", "code")
    assert gateway[1] == [
        ("Bearer of the operator", {"to": "+959250001234", "text": "ကုဒ်"}),
        ("Bearer of the operator", {"to": "+6591234567", "text": "code"}),
    ]


def test_a_gateway_that_refuses_is_an_error_for_the_next_try(gateway):
    gateway[0].status = 503
    with pytest.raises(OSError, match="503"):
        send_text("09250001234", "code")


def test_without_a_gateway_nothing_is_offered(settings):
    settings.SMS_URL = ""
    assert not can_send_texts()
