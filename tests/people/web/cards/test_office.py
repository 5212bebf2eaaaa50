"""An office allows cards in a unit, prints them with a code for cameras, and ends them."""

import re

import pytest
import segno
from django.utils.html import escape

from people.accounts.cards import find_working_card
from people.models import Agency, SignInCard
from tests.people.factories import PostingFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CARDS = "/en/office/cards/?unit=GAD"


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"])


@pytest.fixture
def official(tree):
    return PostingFactory(agency=tree["GAD"], person__name_en="Hla").person


def test_cards_are_allowed_printed_counted_and_ended(client, hr, official, monkeypatch):
    addresses = []
    made = segno.make
    monkeypatch.setattr(
        segno, "make", lambda text, **how: (addresses.append(text), made(text, **how))[1]
    )
    assert "Hla" not in client.get(CARDS).text
    client.post(CARDS, {"act": "allow"})
    assert Agency.objects.get(code="GAD").has_sign_in_cards
    assert "Hla" in client.get(CARDS).text
    page = client.post(CARDS, {"act": "print", "person": str(official.pk)}).text
    assert "<svg" in page
    assert "Hla" in page
    key = re.search(r"\?k=(.+)", addresses[0])[1]
    assert find_working_card(key).person == official
    # What the camera reads is written nowhere.
    assert escape(key) not in page
    listed = client.get(CARDS).text
    assert "1 card works here." in listed
    card = SignInCard.objects.get()
    client.post(CARDS, {"end": str(card.pk)})
    assert find_working_card(key) is None
    client.post(CARDS, {"act": "forbid"})
    assert not Agency.objects.get(code="GAD").has_sign_in_cards


def test_nobody_is_printed_for_without_a_tick_or_for_others(client, hr, official, tree):
    client.post(CARDS, {"act": "allow"})
    assert "Tick somebody first." in client.post(CARDS, {"act": "print"}).text
    stranger = PostingFactory(agency=tree["MOE"]).person
    told = client.post(CARDS, {"act": "print", "person": str(stranger.pk)}).text
    assert "Nothing was printed" in told
    assert not SignInCard.objects.exists()


def test_a_sheet_of_many_asks_the_same_of_the_database(
    client, hr, tree, django_assert_max_num_queries
):
    client.post(CARDS, {"act": "allow"})
    for _number in range(3):
        PostingFactory(agency=tree["GAD"])
    # The first page counts what waits, for the menu; the next ones do not for a while.
    client.get(CARDS)
    with django_assert_max_num_queries(20):
        client.get(CARDS)
