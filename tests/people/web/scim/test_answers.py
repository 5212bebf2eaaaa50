"""Whoever brings a token that works is let in; all others are told why, in words of SCIM."""

import json

import pytest
from django.http import HttpResponse

from people.history import describe_origin
from people.scim import revoke_token
from people.scim.protocol import ScimAccountResource
from people.web.rate_limit import RateThrottle
from people.web.scim.answers import CONTENT_TYPE, speak_scim

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def one_minute(monkeypatch):
    monkeypatch.setattr(RateThrottle, "timer", lambda _: 15.0)


@pytest.fixture
def asked(rf, token):
    """The answer of a view that takes a user, and says from where the act comes."""

    @speak_scim("POST")
    def view(request, token):
        ScimAccountResource.model_validate_json(request.body)
        return HttpResponse(describe_origin(None)["origin"]["device"])

    def asked(method, body="{}"):
        headers = {"authorization": f"bearer  {token.secret}"}
        return view(rf.generic(method, "/", body, CONTENT_TYPE, headers=headers))

    return asked


def test_without_a_token_that_works_nothing_is_told(ask, token, hr):
    for secret in ("", "wrong", token.digest):
        answer = ask("GET", "Users", secret=secret)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    revoke_token(token, by=hr)
    assert ask("GET", "Users").status_code == 401


def test_one_system_asks_no_more_than_its_rate(ask, one_minute, monkeypatch, settings):
    monkeypatch.setitem(settings.RATES, "scim", "1/min/token")
    assert ask("GET", "Users").status_code == 200
    answer = ask("GET", "Users")
    assert (answer.status_code, answer["Retry-After"]) == (429, "45")


def test_whoever_tries_tokens_is_soon_told_to_wait(ask, one_minute, monkeypatch, settings):
    monkeypatch.setitem(settings.RATES, "scim-anonymous", "1/min/address")
    assert [ask("GET", "Users", secret="x").status_code for _ in range(2)] == [401, 429]
    assert ask("GET", "Users").status_code == 200


def test_an_act_says_which_system_it_comes_from(asked):
    assert asked("POST").content.decode() == "SCIM · Directory"


@pytest.mark.parametrize(
    ("method", "body", "status"), [("GET", "{}", 405), ("POST", "{", 400), ("POST", "[]", 400)]
)
def test_what_is_not_understood_is_said_in_words_of_the_protocol(asked, method, body, status):
    answer = asked(method, body)
    told = json.loads(answer.content)
    assert (answer.status_code, told["status"]) == (status, str(status))
    assert (answer["Content-Type"], answer["Cache-Control"]) == (CONTENT_TYPE, "no-store")
    assert told["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert answer.get("Allow") == ("POST" if status == 405 else None)
