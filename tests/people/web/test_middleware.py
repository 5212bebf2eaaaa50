"""The language one reads in follows to pages without a language in their address."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from people.web.middleware import LanguageCookieMiddleware


def answer(path, *, cookie=None, **kwargs):
    request = RequestFactory().get(path)
    if cookie:
        request.COOKIES["django_language"] = cookie
    return LanguageCookieMiddleware(lambda request: HttpResponse(**kwargs))(request)


def test_the_language_of_a_page_is_remembered():
    assert answer("/en/courses/").cookies["django_language"].value == "en"


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/verify/ABC/", {}),
        ("/xx/courses/", {}),
        ("/en/courses/", {"cookie": "en"}),
        ("/en/nothing/", {"status": 404}),
        ("/en/courses/", {"headers": {"Cache-Control": "public, max-age=60"}}),
    ],
)
def test_nothing_is_set_without_need(path, more):
    assert not answer(path, **more).cookies


@pytest.mark.django_db
def test_the_sign_in_page_speaks_the_language_last_read(client):
    client.cookies["django_language"] = "en"
    assert '<html lang="en"' in client.get("/accounts/login/").text
    client.cookies["django_language"] = "my"
    assert '<html lang="my"' in client.get("/accounts/login/").text


@pytest.mark.django_db
def test_the_language_follows_from_page_to_page(client):
    client.get("/en/courses/", headers={"Accept-Language": "my"})
    page = client.get("/accounts/login/", headers={"Accept-Language": "my"}).text
    assert '<html lang="en"' in page
