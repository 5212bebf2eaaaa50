"""What is posted before signing in is done after it: once, there, and not for ever."""

import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import RequestFactory

from people.models import Person
from people.web.resuming import resume_after_sign_in


@resume_after_sign_in("Sign in first.")
def view(request):
    return HttpResponse(f"{request.method} {request.POST.get('choice', '')}".strip())


@pytest.fixture
def ask():
    """Requests of one session, signed in or not."""
    session = {}

    def answer(method, path="/one/", data=None, signed_in=False):
        request = getattr(RequestFactory(), method)(path, data)
        request.session, request.user = session, Person() if signed_in else AnonymousUser()
        request._messages = CookieStorage(request)
        return view(request)

    return answer


def test_it_is_done_at_the_same_address_and_once(ask):
    assert ask("post", data={"choice": "yes"}).url == "/accounts/login/?next=/one/"
    assert ask("get").content == b"GET"
    assert ask("get", signed_in=True).content == b"POST yes"
    assert ask("get", signed_in=True).content == b"GET"


def test_another_address_does_nothing(ask):
    ask("post", data={"choice": "yes"})
    assert ask("get", "/two/", signed_in=True).content == b"GET"


def test_after_half_an_hour_somebody_else_may_sit_there(ask, monkeypatch):
    ask("post", data={"choice": "yes"})
    later = time.time() + 31 * 60
    monkeypatch.setattr("people.web.resuming.time.time", lambda: later)
    assert ask("get", signed_in=True).content == b"GET"


def test_what_strangers_can_store_is_little(ask):
    ask("post", data={"choice": "x" * 4000})
    assert ask("get", signed_in=True).content == b"GET"


def test_who_is_signed_in_posts_as_ever(ask):
    assert ask("post", data={"choice": "yes"}, signed_in=True).content == b"POST yes"
