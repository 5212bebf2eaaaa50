import pytest

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_an_address_without_language_is_sent_to_the_preferred_one(client):
    answer = client.get("/courses/", HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 302
    assert answer.url == "/en/courses/"


def test_burmese_is_the_language_of_who_says_nothing(client):
    assert client.get("/courses/").url == "/my/courses/"


def test_a_refusal_of_ours_is_not_sent_elsewhere(client):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404


@pytest.mark.parametrize("address", ["/shn/", "/shn/courses/", "/cnh/courses/"])
def test_a_language_that_is_not_offered_has_no_pages(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert 'lang="my"' in answer.content.decode()


def test_who_prefers_a_language_that_is_not_offered_reads_burmese(client):
    assert client.get("/courses/", HTTP_ACCEPT_LANGUAGE="shn").url == "/my/courses/"


def test_a_language_that_is_offered_has_pages(client, settings):
    settings.OFFERED_LANGUAGES = ["my", "en", "shn"]
    assert client.get("/shn/courses/").status_code == 200
