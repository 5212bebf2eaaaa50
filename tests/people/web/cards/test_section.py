"""The page of a person shows the sign-in card to who may end it, and ends it there."""

import pytest

from people.accounts.cards import choose_first_pin, find_standing_card, print_cards
from people.models import Agency, SignInCard
from tests.people.factories import PostingFactory, RoleFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def card(tree):
    Agency.objects.filter(code="GAD").update(has_sign_in_cards=True)
    official = PostingFactory(agency=tree["GAD"]).person
    printer = RoleFactory(agency=tree["MOHA"], kind="hr").person
    print_cards(printer, Agency.objects.get(code="GAD"), [official.pk])
    return find_standing_card(official)


def page_of(client, card):
    return client.get(f"/en/office/people/{card.person_id}/").text


def end(client, card):
    return client.post(f"/en/office/people/{card.person_id}/card/end/", follow=True)


def test_the_manager_sees_its_state_and_ends_it_once(client, card, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    assert "Waits for its holder to choose a PIN" in page_of(client, card)
    choose_first_pin(card, "2580")
    assert "Signs in<" in page_of(client, card)
    SignInCard.objects.update(failures=5)
    assert "Locked after five wrong PINs" in page_of(client, card)
    assert "The card is ended." in end(client, card).text
    assert "part-card" not in page_of(client, card)
    assert "The card was ended before." in end(client, card).text


def test_a_viewer_and_another_office_see_and_end_nothing(client, card, tree):
    signed_in(client, "viewer", agency=tree["MOHA"])
    assert "part-card" not in page_of(client, card)
    assert end(client, card).status_code == 403
    signed_in(client, "hr", agency=tree["MOE"])
    assert end(client, card).status_code == 404
    assert find_standing_card(card.person)
