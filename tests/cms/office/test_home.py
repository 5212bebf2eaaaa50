import pytest
from django.urls import reverse

from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db
HOME = "/cms/"


@pytest.mark.parametrize(
    "name",
    ["wagtailadmin_account", "wagtailusers_users:index", "wagtailusers_users:add"],
)
def test_the_screens_of_accounts_know_our_people(client, admin, name):
    assert client.get(reverse(name)).status_code == 200


def test_the_account_page_offers_no_password_past_the_second_factor(client, admin):
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    assert 'type="password"' not in page
    assert client.get("/cms/password_reset/").status_code == 404


def test_signing_in_is_always_through_the_one_door(client):
    answer = client.get("/cms/login/?next=/cms/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    answer = client.post("/cms/login/", {"username": "x", "password": "y"})
    assert answer.status_code == 302
    answer = client.get(HOME)
    assert answer["Location"].startswith(reverse("account_login"))
    for language in ("my", "en"):
        answer = client.post(f"/{language}/_util/login/", {"username": "x", "password": "y"})
        assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))


def test_signing_out_ends_the_session(client, admin):
    assert client.post("/cms/logout/").status_code == 302
    assert client.get(HOME).status_code == 302


def test_the_office_speaks_burmese_and_english(client):
    signed_in(client, admin=True, language="my")
    for language in ("my", "en"):
        assert client.get(HOME, headers={"accept-language": language}).status_code == 200


def test_nobody_works_by_a_clock_of_their_own(client):
    """Days would end at other hours: of evidence that is revoked, of what is still to come."""
    signed_in(client, "registrar")
    assert "current_time_zone" not in client.get(reverse("wagtailadmin_account")).content.decode()
