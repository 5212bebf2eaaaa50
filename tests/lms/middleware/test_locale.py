import pytest

pytestmark = pytest.mark.django_db


def test_an_address_without_language_is_sent_to_the_preferred_one(client):
    answer = client.get("/courses/", HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 302
    assert answer.url == "/en/courses/"


def test_burmese_is_the_language_of_who_says_nothing(client):
    assert client.get("/courses/").url == "/my/courses/"


def test_a_refusal_of_ours_is_not_sent_elsewhere(client):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
