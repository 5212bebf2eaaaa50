"""What is posted before signing in is done after it: once, there, and not for ever."""

import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import RequestFactory

from people.models import Person
from people.web.resuming import resume_after_sign_in
from tests.people.sign_in import way_back


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


def test_it_is_done_at_the_address_led_back_to_and_once(ask):
    answer = ask("post", "/one/?q=1", data={"choice": "yes"})
    back = way_back(answer)
    assert answer.url.startswith("/accounts/login/?next=")
    assert back.startswith("/one/?q=1&resume=")
    assert ask("get", back).content == b"GET"
    assert ask("get", back, signed_in=True).content == b"POST yes"
    assert ask("get", back, signed_in=True).content == b"GET"


def test_another_address_does_nothing(ask):
    back = way_back(ask("post", data={"choice": "yes"}))
    assert ask("get", back.replace("one", "two"), signed_in=True).content == b"GET"


def test_who_signs_in_by_another_way_does_nothing_that_was_posted_before(ask):
    ask("post", data={"choice": "yes"})
    for address in ("/one/", "/one/?resume=", "/one/?resume=မ"):
        assert ask("get", address, signed_in=True).content == b"GET"


def test_after_half_an_hour_somebody_else_may_sit_there(ask, monkeypatch):
    back = way_back(ask("post", data={"choice": "yes"}))
    later = time.time() + 31 * 60
    monkeypatch.setattr("people.web.resuming.time.time", lambda: later)
    assert ask("get", back, signed_in=True).content == b"GET"


def test_what_strangers_can_store_is_little(ask):
    assert way_back(ask("post", data={"choice": "x" * 4000})) == "/one/"


def test_who_is_signed_in_posts_as_ever(ask):
    assert ask("post", data={"choice": "yes"}, signed_in=True).content == b"POST yes"
