"""What every site is asked for, has an answer."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.any_database


def test_crawlers_are_told_what_is_not_for_them(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /cms/\n" in answer.text
    assert "Disallow: /my/" not in answer.text


def test_an_icon_is_found(client):
    assert client.get("/favicon.ico")["Location"].endswith(".svg")


def test_a_password_manager_finds_the_form(client):
    answer = client.get("/.well-known/change-password")
    assert answer["Location"] == reverse("account_change_password")


@pytest.mark.parametrize(
    "address", ["/robots.txt", "/favicon.ico", "/.well-known/change-password"]
)
def test_no_language_is_put_before_it(client, address):
    assert client.head(address).status_code in (200, 302)
    assert not client.head(address).get("Location", "").startswith("/my/")
