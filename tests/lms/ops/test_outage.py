"""While the database is away people are told so, and what they sent is not lost."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from courses.models import Enrolment
from tests.courses.factories import make_course
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.fixture
def away(monkeypatch):
    """As if the server had been stopped: each question fails as it does then."""

    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    return lambda: monkeypatch.setattr(connection, "cursor", refuse)


def kept(answer) -> dict[str, str]:
    fields = dict(HIDDEN.findall(answer.content.decode()))
    fields.pop("csrfmiddlewaretoken", None)
    return fields


@pytest.mark.parametrize(
    ("language", "words"), [("my", "မှတ်တမ်းများကို"), ("en", "The records cannot")]
)
def test_a_page_says_so_in_the_language_of_its_reader(visitor, away, language, words):
    away()
    answer = visitor.get(f"/{language}/courses/?q=x")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "no-store" in answer["Cache-Control"]
    assert words in answer.content.decode()
    assert f'href="/{language}/courses/?q=x"' in answer.content.decode()


def test_what_was_sent_can_be_sent_again_from_the_page(visitor, away, monkeypatch):
    course = make_course()
    visitor.force_login(PersonFactory())
    address = reverse("courses:enrol", args=[course.slug])
    away()
    answer = visitor.post(address, {"note": '"ကျေးဇူး" <b>\n&c', "many": ["1", "2"]})
    assert answer.status_code == 503
    text = answer.content.decode()
    assert f'<form method="post" action="{address}">' in text
    assert 'name="note" value="&quot;ကျေးဇူး&quot; &lt;b&gt;\n&amp;c"' in text
    assert text.count('name="many"') == 2
    monkeypatch.undo()
    assert visitor.post(address, kept(answer)).status_code == 302
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize("name", ["password", "new_password1", "client_secret", "auth_token"])
def test_secrets_are_not_written_into_the_page(visitor, away, name):
    away()
    answer = visitor.post("/en/courses/x/enrol/", {name: "very secret", "other": "word"})
    assert answer.status_code == 503
    assert "very secret" not in answer.content.decode()
    assert kept(answer) == {"other": "word"}
    assert "Passwords and files are not kept" in answer.content.decode()


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/"])
def test_nothing_of_an_account_is_written_into_the_page(visitor, away, address):
    away()
    form = {"login": "thiri", "email": "thiri@example.org", "code": "123456"}
    form |= {"username": "thiri", "name_my": "မသီရိ"}
    form |= dict.fromkeys(("password1", "password2"), "padauk-2026-lane")
    answer = visitor.post(address, form)
    assert answer.status_code == 503
    assert kept(answer) == {}
    assert "thiri" not in answer.content.decode()


def test_a_form_that_is_too_long_is_left_in_the_browser(visitor, away):
    visitor.force_login(PersonFactory())
    away()
    answer = visitor.post("/en/courses/x/enrol/", {"text": "က" * 500_001})
    assert answer.status_code == 503
    assert len(answer.content) < 10_000
    assert "Go back to the page before" in answer.content.decode()


def test_a_program_is_answered_in_json(visitor, away):
    away()
    answer = visitor.get("/en/courses/", headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.json() == {"message": "The records cannot be opened just now"}
    answer = visitor.get("/api/v1/agencies/", headers={"Authorization": "Token 0"})
    assert answer.status_code == 503
    assert list(answer.json()) == ["detail"]


def test_any_other_error_is_told_as_before(visitor, monkeypatch):
    monkeypatch.setattr("courses.web.catalogue.taught_skills", lambda: 1 / 0)
    answer = visitor.get("/en/courses/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
