"""Signing in on a shared machine: the key, the PIN, half an hour, and no change of the account."""

import pytest
from django.utils import timezone

from people.accounts.cards import (
    choose_first_pin,
    choose_own_pin,
    end_own_card,
    print_cards,
)
from people.models import Agency, Person, SignInCard
from tests.people.factories import PostingFactory, RoleFactory
from tests.people.sign_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CARD, PIN = "/en/card/", "2580"
CHOSEN = {"pin": "၂၅၈၀", "again": PIN}


@pytest.fixture
def unit(tree):
    Agency.objects.filter(code="GAD").update(has_sign_in_cards=True)
    return Agency.objects.get(code="GAD")


@pytest.fixture
def official(unit):
    return PostingFactory(agency=unit, person__name_en="Hla").person


@pytest.fixture
def key(official, unit):
    hr = RoleFactory(agency=unit, kind="hr").person
    return print_cards(hr, unit, [official.pk])[0].key


def opened(client, key):
    answer = client.get(CARD, {"k": key})
    # The key stands in no address that a browser keeps.
    assert answer.url.endswith("/card/")
    return client.get(answer.url, follow=True)


def signed_in_by_card(client, key):
    choose_first_pin(SignInCard.objects.get(), PIN)
    opened(client, key)
    return client.post(CARD, {"pin": PIN})


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_new_account_chooses_the_pin_at_the_first_use(client, key, official):
    Person.objects.filter(pk=official.pk).update(password="!")
    page = opened(client, key).text
    assert "Hla" in page
    assert "password" not in page.split("<form", 1)[1].split("</form")[0].replace(
        'type="password"', ""
    )
    assert "not the same" in client.post(CARD, {"pin": PIN, "again": "2581"}).text
    assert "guessed first" in client.post(CARD, {"pin": "1234", "again": "1234"}).text
    assert client.post(CARD, CHOSEN).status_code == 302
    assert is_in(client)


def test_an_account_in_use_asks_for_its_password_once(client, key, official):
    opened(client, key)
    assert "not the password" in client.post(CARD, CHOSEN | {"password": "x"}).text
    assert not SignInCard.objects.get().pin
    assert client.post(CARD, CHOSEN | {"password": "demo"}).status_code == 302
    assert is_in(client)


def test_who_came_in_another_way_before_chooses_the_pin_there(client, key, official):
    Person.objects.filter(pk=official.pk).update(password="!", last_login=timezone.now())
    assert "Sign in once as you did before" in opened(client, key).text
    client.post(CARD, CHOSEN)
    assert not SignInCard.objects.get().pin


def test_the_card_alone_or_with_a_wrong_pin_signs_nobody_in(client, key):
    choose_first_pin(SignInCard.objects.get(), PIN)
    opened(client, key)
    assert "PIN is wrong" in client.post(CARD, {"pin": "0001"}).text
    assert not is_in(client)
    answer = opened(client, "1.nothing")
    assert answer.status_code == 404
    assert "does not sign in" in answer.text


def test_a_shared_machine_says_so_and_is_left_after_half_an_hour(client, key):
    signed_in_by_card(client, key)
    assert client.session.get_expiry_age() <= 1800
    page = client.get("/en/learn/").text
    assert "Shared machine" in page
    assert "/accounts/logout/" in page


def test_nothing_of_the_account_is_changed_there(client, key):
    signed_in_by_card(client, key)
    for page in ("details/email/", "details/phone/", "details/card/", "details/data/", "slips/"):
        answer = client.get(f"/en/{page}")
        assert (answer.status_code, answer.url) == (302, "/en/details/"), page
    for page in ("/accounts/password/change/", "/accounts/2fa/"):
        assert client.get(page).url == "/en/details/", page
    assert client.get("/en/details/").status_code == 200
    assert client.get("/en/learn/").status_code == 200


@pytest.mark.parametrize("what", ["ended", "role", "left", "another pin"])
def test_who_is_signed_in_is_out_as_soon_as_the_card_is_dead(what, client, key, official, unit):
    signed_in_by_card(client, key)
    if what == "ended":
        end_own_card(official)
    elif what == "role":
        RoleFactory(person=official, agency=unit, kind="viewer")
    elif what == "another pin":
        # Chosen since the one before is known: whoever used it must not stay in.
        choose_own_pin(official, "1470")
    else:
        official.postings.update(valid_to=timezone.localdate())
    client.get("/en/learn/")
    assert not is_in(client)


def test_nobody_signs_in_over_somebody_else(client, key, unit):
    other = PostingFactory(agency=unit, person__name_en="Other").person
    sign_in(client, other)
    page = client.get(CARD, {"k": key}).text
    assert "Other" in page
    assert "Sign out first" in page


def test_the_holder_chooses_another_pin_with_a_password_and_ends_a_lost_card(
    client, key, official
):
    sign_in(client, official)
    asked = client.post("/en/details/card/", CHOSEN).url
    assert asked.startswith("/accounts/reauthenticate/")
    client.post(asked, {"password": "demo"})
    assert "Printed by" in client.get("/en/details/").text
    assert client.post("/en/details/card/", CHOSEN).url == "/en/details/"
    assert SignInCard.objects.get().pin
    client.post("/en/details/card/end/")
    assert SignInCard.objects.get().ended_at
    assert client.get("/en/details/card/").status_code == 404


def test_what_learners_do_is_open_there(client, key):
    signed_in_by_card(client, key)
    pages = ("sessions", "learn/hours")
    assert {client.get(f"/en/{page}/").status_code for page in pages} == {200}
    # The code of a session, which is over: the page itself says so.
    assert client.get("/en/check-in/x/").status_code == 410
