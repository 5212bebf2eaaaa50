"""A request that says to be written in no encoding of text is turned away, not stumbled over."""

import pytest
from django.test import RequestFactory

from lms.wsgi_request import UTF8Handler

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.mark.parametrize("name", ["hex", "undefined", "idna", "utf-7", "\0", "nonsense"])
@pytest.mark.parametrize("query", ["", "?code=ABC%ff"])
def test_no_name_of_an_encoding_ends_the_request(name, query):
    environ = RequestFactory().get(f"/verify/{query}").environ
    answers = []
    environ["CONTENT_TYPE"] = f"text/plain; charset={name}"
    UTF8Handler()(environ, lambda status, headers: answers.append(status))
    assert answers == ["415 Unsupported Media Type"]


@pytest.mark.parametrize(("method", "has_body"), [("GET", True), ("HEAD", False)])
def test_a_head_is_answered_without_a_body(method, has_body):
    environ = RequestFactory().generic(method, "/verify/").environ
    told = {}
    body = UTF8Handler()(environ, lambda status, headers, *more: told.update(headers))
    assert bool(b"".join(body)) is has_body
    assert int(told["Content-Length"]) > 0
