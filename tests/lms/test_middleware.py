import pytest
from django.http import HttpResponse

from lms.middleware import GZipTextMiddleware

pytestmark = pytest.mark.django_db


def test_an_address_without_language_is_sent_to_the_preferred_one(client):
    answer = client.get("/courses/", HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 302
    assert answer.url == "/en/courses/"


def test_burmese_is_the_language_of_who_says_nothing(client):
    assert client.get("/courses/").url == "/my/courses/"


def test_a_refusal_of_ours_is_not_sent_elsewhere(client):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404


def test_a_page_is_sent_compressed_to_who_can_read_it(client):
    plain = client.get("/my/courses/")
    short = client.get("/my/courses/", headers={"accept-encoding": "gzip, br"})
    assert "Content-Encoding" not in plain
    assert short["Content-Encoding"] == "gzip"
    assert len(short.content) < len(plain.content) / 2
    assert "Accept-Encoding" in short["Vary"]


def test_what_is_not_text_keeps_its_length(rf):
    request = rf.get("/", headers={"accept-encoding": "gzip"})
    middleware = GZipTextMiddleware(lambda _: HttpResponse(bytes(5000), "application/pdf"))
    assert "Content-Encoding" not in middleware(request)
