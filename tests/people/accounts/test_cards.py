"""A sign-in card opens nothing alone, nothing for staff, and nothing after its day."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.cards import (
    MOST_FAILURES,
    CardRefused,
    CardState,
    allow_cards,
    check_pin,
    choose_first_pin,
    choose_own_pin,
    end_cards,
    end_own_card,
    find_standing_card,
    find_working_card,
    is_weak_pin,
    list_card_candidates,
    print_cards,
    read_card_state,
)
from people.models import Agency, Message, Person, SignInCard
from tests.people.factories import PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PIN = "2580"


@pytest.fixture
def unit(tree):
    Agency.objects.filter(code="GAD").update(has_sign_in_cards=True)
    return Agency.objects.get(code="GAD")


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


@pytest.fixture
def official(unit):
    return PostingFactory(agency=unit, person__password="!").person


def printed(official, hr, unit):
    return print_cards(hr, unit, [official.pk])[0].key


def with_pin(official, hr, unit):
    key = printed(official, hr, unit)
    assert choose_first_pin(find_working_card(key), PIN)
    return key


def test_a_unit_has_no_cards_until_its_office_allows_them(hr, tree):
    PostingFactory(agency=tree["GAD"])
    assert list_card_candidates(hr, tree["GAD"]) == []
    with pytest.raises(PermissionDenied):
        allow_cards(tree["GAD"], True, by=RoleFactory(agency=tree["MOE"], kind="hr").person)
    allow_cards(tree["GAD"], True, by=hr)
    assert len(list_card_candidates(hr, Agency.objects.get(code="GAD"))) == 1


def test_nobody_with_a_role_gets_one_nor_oneself_nor_people_of_others(hr, unit, tree):
    trainer = PostingFactory(agency=unit).person
    RoleFactory(person=trainer, agency=unit, kind="trainer")
    stranger = PostingFactory(agency=tree["MOE"]).person
    PostingFactory(agency=unit, person=hr)
    for person in (trainer, stranger, hr):
        with pytest.raises(CardRefused):
            print_cards(hr, unit, [person.pk])
    assert not SignInCard.objects.exists()


def test_only_the_key_that_is_printed_finds_the_card(official, hr, unit):
    key = printed(official, hr, unit)
    assert find_working_card(key).person == official
    pk, _dot, secret = key.partition(".")
    for wrong in (f"{pk}.x{secret[1:]}", f"{int(pk) + 1}.{secret}", secret, pk, "", "9" * 30):
        assert find_working_card(wrong) is None, wrong
    assert secret not in SignInCard.objects.get().digest
    assert Message.objects.get(person=official).kind == "people/card_printed"


def test_a_later_card_ends_the_one_before_and_keeps_the_pin(official, hr, unit):
    first = with_pin(official, hr, unit)
    second = find_working_card(printed(official, hr, unit))
    assert find_working_card(first) is None
    # Whoever prints a card for an account in use does not get into it.
    assert not choose_first_pin(second, "1470")
    assert check_pin(second, PIN)


def test_few_wrong_pins_lock_the_card_until_its_holder_chooses_another(official, hr, unit):
    card = find_working_card(with_pin(official, hr, unit))
    for _time in range(MOST_FAILURES):
        assert not check_pin(card, "0001")
    assert not check_pin(card, PIN)
    assert choose_own_pin(official, "1470")
    assert check_pin(card, "1470")
    assert SignInCard.objects.get().last_used_at


def test_a_card_printed_anew_is_no_way_round_the_limit(official, hr, unit):
    card = find_working_card(with_pin(official, hr, unit))
    for _time in range(MOST_FAILURES - 1):
        assert not check_pin(card, "0001")
    again = find_working_card(printed(official, hr, unit))
    assert not check_pin(again, "0002")
    locked = find_working_card(printed(official, hr, unit))
    assert not check_pin(locked, PIN)
    assert read_card_state(locked) == CardState.LOCKED
    assert list_card_candidates(hr, unit)[0].state == CardState.LOCKED
    assert choose_own_pin(official, "1470")
    assert check_pin(locked, "1470")


def test_the_state_of_a_card_says_what_it_opens(official, hr, unit):
    card = find_working_card(printed(official, hr, unit))
    assert read_card_state(card) == CardState.NEW
    choose_first_pin(card, PIN)
    assert read_card_state(find_standing_card(official)) == CardState.WORKS
    change(official, unit, "moved")
    assert read_card_state(find_standing_card(official)) == CardState.DEAD
    end_cards(unit, by=hr)
    assert find_standing_card(official) is None


def test_a_right_pin_begins_the_count_anew(official, hr, unit):
    card = find_working_card(with_pin(official, hr, unit))
    for pin in ["0001"] * (MOST_FAILURES - 1) + [PIN] + ["0001"] * (MOST_FAILURES - 1):
        assert check_pin(card, pin) == (pin == PIN)
    assert check_pin(card, PIN)


def change(official, unit, what):
    today = timezone.localdate()
    if what == "left":
        official.postings.update(valid_to=today)
    elif what == "moved":
        official.postings.update(agency=unit.get_parent())
    elif what == "role":
        RoleFactory(person=official, agency=unit, kind="viewer")
    elif what == "inactive":
        Person.objects.filter(pk=official.pk).update(is_active=False)
    elif what == "off":
        Agency.objects.filter(pk=unit.pk).update(has_sign_in_cards=False)
    else:
        SignInCard.objects.update(expires_at=timezone.now())


@pytest.mark.parametrize("what", ["left", "moved", "role", "inactive", "off", "over"])
def test_the_card_is_dead_the_same_day_once(what, official, hr, unit):
    key = with_pin(official, hr, unit)
    change(official, unit, what)
    assert find_working_card(key) is None


def test_a_card_nobody_used_is_dead_after_three_weeks_and_with_the_role_of_its_printer(
    official, hr, unit
):
    key = printed(official, hr, unit)
    SignInCard.objects.update(issued_at=timezone.now() - dt.timedelta(22))
    assert find_working_card(key) is None
    key = printed(official, hr, unit)
    hr.roles.update(valid_to=timezone.localdate())
    assert find_working_card(key) is None


def test_cards_are_ended_one_by_one_all_at_once_and_by_their_holders(official, hr, unit):
    other = PostingFactory(agency=unit).person
    keys = [with_pin(person, hr, unit) for person in (official, other)]
    mine = SignInCard.objects.get(person=official)
    assert end_cards(unit, by=hr, only=mine.pk) == 1
    assert [find_working_card(key) is None for key in keys] == [True, False]
    assert end_own_card(other)
    assert not end_own_card(other)
    with_pin(other, hr, unit)
    assert end_cards(unit, by=hr) == 1
    with pytest.raises(PermissionDenied):
        end_cards(unit, by=official)
    acts = ModelLogEntry.objects.filter(object_id=str(other.pk)).values_list("action", flat=True)
    assert set(acts) == {"card.print", "card.end"}


@pytest.mark.parametrize(
    ("pin", "is_weak"),
    [("1111", True), ("1234", True), ("654321", True), ("2580", False), ("1122", False)],
)
def test_what_is_guessed_first_is_weak(pin, is_weak):
    assert is_weak_pin(pin) == is_weak
