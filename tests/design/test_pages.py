"""The frame, the errors and the account pages, as people meet them."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from cms.bootstrap import bootstrap_site
from tests.database import standing
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    with standing(django_db_blocker, bootstrap_site):
        yield


@pytest.mark.parametrize("language", ["my", "en"])
def test_the_front_page_offers_search_and_three_ways_in(site, client, language):
    page = client.get(f"/{language}/").text
    assert f'<html lang="{language}"' in page
    assert 'name="q"' in page
    assert page.count('class="arrow-link"') >= 3


def test_the_switch_leads_to_the_same_page_in_the_other_language(site, client):
    page = client.get("/my/about/?a=1&a=2").text
    assert 'href="/en/about/?a=1&amp;a=2"' in page


def test_a_page_without_a_language_switches_by_a_form(client):
    page = client.get("/accounts/login/?next=/my/learn/").text
    assert 'action="/i18n/setlang/"' in page
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/accounts/login/"})
    assert answer.url == "/accounts/login/"
    assert '<html lang="en"' in client.get("/accounts/login/").text


def test_only_burmese_script_preloads_the_burmese_font(site, client):
    preload = re.compile(r'rel="preload"[^>]*noto-sans-myanmar-400')
    assert preload.search(client.get("/my/").text)
    assert not preload.search(client.get("/en/").text)


def test_the_policy_of_content_forbids_what_is_not_ours(site, client):
    policy = client.get("/en/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("address", ["/en/", "/accounts/login/", "/design/"])
def test_no_page_needs_inline_style_or_script(site, client, address):
    page = client.get(address).text
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page)
    assert not re.search(r"<(script|style)>", page)


def test_the_sign_in_form_says_what_to_type(client):
    page = client.get("/accounts/login/", headers={"Accept-Language": "en"}).text
    assert "Staff number, e-mail, phone or sign-in name" in page
    assert 'name="login"' in page
    assert 'name="password"' in page
    assert "placeholder" not in page


def test_demo_accounts_are_named_in_the_demo_only(client, settings):
    assert "<kbd>learner</kbd>" in client.get("/accounts/login/").text
    settings.LMS_DEMO = False
    assert "<kbd>learner</kbd>" not in client.get("/accounts/login/").text


def test_a_wrong_password_is_told_above_the_form(client):
    page = client.post("/accounts/login/", {"login": "nobody", "password": "x"}).text
    assert 'class="error-summary"' in page


def test_a_citizen_makes_an_account(client):
    words = {"name_my": "မသီတာ", "username": "thida", "password1": "padauk-2026-lane"}
    answer = client.post("/accounts/signup/", words | {"password2": words["password1"]})
    assert answer.status_code == 302
    person = PersonFactory._meta.model.objects.get(username="thida")
    assert (person.audience, person.name_my) == ("citizen", "မသီတာ")


def test_an_account_needs_a_name(client):
    words = {"username": "thida", "password1": "padauk-2026-lane", "password2": "padauk-2026-lane"}
    assert "error-summary" in client.post("/accounts/signup/", words).text


@pytest.mark.parametrize(
    "name", ["account_change_password", "mfa_index", "mfa_activate_totp", "account_logout"]
)
def test_account_pages_stand_in_our_frame(client, name):
    client.force_login(PersonFactory())
    answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200
    assert '<main id="main"' in answer.text


def test_what_is_not_here_says_so_in_the_readers_language(client):
    answer = client.get("/en/nothing/")
    assert answer.status_code == 404
    assert "This page is not here" in answer.text


@pytest.mark.parametrize("template", ["400.html", "403_csrf.html", "500.html"])
def test_the_last_resorts_need_no_request(template):
    with override("en"):
        assert '<html lang="en"' in render_to_string(template)


def test_the_style_sheet_stays_small():
    css = settings.BASE_DIR / "static/css/pyinnya.css"
    assert css.stat().st_size < 48_000


def test_the_style_sheets_are_easy_to_read():
    lines = [
        line
        for path in (settings.BASE_DIR / "static/css").glob("*.css")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert [line for line in lines if len(line) > 120 and 'url("data:' not in line] == []
