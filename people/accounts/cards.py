"""Prints, checks and ends sign-in cards for shared machines: only writer of `SignInCard`.

A card opens nothing alone: the holder chooses a PIN, which is on no paper. See
docs/decisions/0064.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from people.access import has_role_over
from people.history import office_acted
from people.messaging import notify_person
from people.models import Agency, Person, Role, SignInCard

MOST_CARDS = 200  # on one print
MOST_FAILURES = 5
_LASTS = dt.timedelta(days=365)
_SECRET_BYTES = 24
_ONE_DIGIT = 1  # different digits that a PIN of one digit has


class CardRefused(Exception):
    """Somebody among the people gets no card from this office."""


class CardState(models.TextChoices):
    """What a card that nobody has ended opens now."""

    NEW = "new", _("Waits for its holder to choose a PIN")
    WORKS = "works", _("Signs in")
    LOCKED = "locked", _("Locked after five wrong PINs")
    DEAD = "dead", _("Signs in no more")


@dataclass(frozen=True)
class PrintedCard:
    """A card as it is printed; nothing shows ``key`` a second time."""

    row: SignInCard
    key: str


@dataclass(frozen=True)
class CardCandidate:
    """Somebody who may have a card of the unit, with the one that they have."""

    person: Person
    card: SignInCard | None
    state: CardState | None = None


@transaction.atomic
def allow_cards(agency: Agency, is_on: bool, *, by: Person) -> None:
    """Let the people of the unit sign in by card, or not. Raise `PermissionDenied`."""
    _require_card_manager(agency, by)
    rows = Agency.objects.filter(pk=agency.pk).exclude(has_sign_in_cards=is_on)
    if rows.update(has_sign_in_cards=is_on):
        _enter_card_act("card.allow" if is_on else "card.forbid", [by], agency, by)


def people_for_cards(issuer: Person, agency: Agency) -> QuerySet[Person]:
    """Return who serves in the unit today and may have a card from the issuer.

    Nobody with a right of any kind, now or later: a card and four digits are too little for that.
    """
    if not (has_role_over(issuer, Role.Kind.HR, agency) and agency.has_sign_in_cards):
        return Person.objects.none()
    unit = Agency.objects.filter(pk=agency.pk)
    posted = Person.objects.posted_in(unit, day=timezone.localdate())
    rights = Person.objects.with_rights().values("pk")
    return posted.filter(is_active=True).exclude(pk__in=rights).exclude(pk=issuer.pk)


def list_card_candidates(issuer: Person, agency: Agency) -> list[CardCandidate]:
    """Return the people of the unit by name, with the cards they have of it."""
    people = list(people_for_cards(issuer, agency).order_by(Person.name_order(), "pk"))
    cards = SignInCard.objects.working(timezone.now()).filter(agency=agency)
    by_person = {card.person_id: card for card in cards}
    return [_describe_candidate(person, by_person.get(person.pk)) for person in people]


def _describe_candidate(person: Person, card: SignInCard | None) -> CardCandidate:
    return CardCandidate(person, card, _choose_state(card) if card else None)


def find_standing_card(person: Person) -> SignInCard | None:
    """Return the card of the person that nobody has ended, whether it still signs in or not."""
    cards = SignInCard.objects.standing().filter(person=person)
    return cards.select_related("agency", "issued_by").first()


def read_card_state(card: SignInCard) -> CardState:
    """Return what the card opens now."""
    return _choose_state(card) if read_working_card(card.pk) else CardState.DEAD


def _choose_state(card: SignInCard) -> CardState:
    """Return the state of a card whose person and unit allow it."""
    if card.failures >= MOST_FAILURES:
        return CardState.LOCKED
    return CardState.WORKS if card.pin else CardState.NEW


@transaction.atomic
def print_cards(issuer: Person, agency: Agency, pks: Iterable[int]) -> list[PrintedCard]:
    """Return a new card for each of the people. Raise `CardRefused`, and print none.

    The card before is dead from then on; its PIN stays with the wrong ones that were typed, for
    nobody gets into an account that is in use by printing a card for it, nor guesses on.
    """
    wanted = set(pks)
    # Locked in the order of their keys, as by all who write people: of two prints the second
    # ends what the first has printed.
    found = people_for_cards(issuer, agency).filter(pk__in=wanted).values("pk")
    rows = Person.objects.select_for_update().filter(pk__in=found).order_by("pk")
    people = {person.pk: person for person in rows}
    if len(people) != len(wanted) or len(wanted) > MOST_CARDS:
        raise CardRefused
    cards = {pk: _print_card(person, agency, issuer) for pk, person in people.items()}
    _enter_card_act("card.print", list(people.values()), agency, issuer)
    # As the list on the screen, so that cards and list can be compared.
    ordered = Person.objects.filter(pk__in=people).order_by(Person.name_order(), "pk")
    return [cards[pk] for pk in ordered.values_list("pk", flat=True)]


def _print_card(person: Person, agency: Agency, issuer: Person) -> PrintedCard:
    now, secret = timezone.now(), secrets.token_urlsafe(_SECRET_BYTES)
    former = find_standing_card(person)
    _end_rows(SignInCard.objects.standing().filter(person=person), issuer)
    row = SignInCard.objects.create(
        person=person,
        agency=agency,
        digest=_digest_card(secret),
        pin=former.pin if former else "",
        failures=former.failures if former else 0,
        issued_at=now,
        issued_by=issuer,
        expires_at=now + _LASTS,
    )
    names = {code: issuer.name_in(code) for code in settings.CONTENT_LANGUAGES}
    facts = {"by": names, "agency": agency.names}
    notify_person(person, "people/card_printed", subject=str(row.pk), facts=facts)
    return PrintedCard(row, f"{row.pk}.{secret}")


@transaction.atomic
def end_cards(agency: Agency, *, by: Person, only: int | None = None) -> int:
    """End all cards of the unit, or that of one key; return how many. Raise `PermissionDenied`."""
    _require_card_manager(agency, by)
    cards = SignInCard.objects.standing().filter(agency=agency)
    if only is not None:
        cards = cards.filter(pk=only)
    people = list(Person.objects.filter(pk__in=cards.values("person")).order_by("pk"))
    count = _end_rows(cards, by)
    if people:
        _enter_card_act("card.end", people, agency, by)
    return count


@transaction.atomic
def end_own_card(person: Person) -> bool:
    """End the person's card, such as one that was lost; return whether there was one."""
    card = find_standing_card(person)
    if card:
        _end_rows(SignInCard.objects.standing().filter(person=person), person)
        _enter_card_act("card.end", [person], card.agency, person)
    return card is not None


def find_working_card(key: str) -> SignInCard | None:
    """Return the card that signs in today, if the key is what is printed on it."""
    pk, _dot, secret = key.partition(".")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    card = read_working_card(int(pk))
    return card if card and constant_time_compare(card.digest, _digest_card(secret)) else None


def read_working_card(pk: int) -> SignInCard | None:
    """Return the card of the number if it signs in today."""
    cards = SignInCard.objects.working(timezone.now()).select_related("person", "agency")
    card = cards.filter(pk=pk).first()
    return card if card and (card.pin or _may_be_first_used(card)) else None


def _may_be_first_used(card: SignInCard) -> bool:
    """Return whether the holder may choose a PIN: a card without one is as good as a slip."""
    lasts = dt.timedelta(seconds=settings.CODE_LIFETIMES["slip"])
    is_new = card.issued_at > timezone.now() - lasts
    return is_new and has_role_over(card.issued_by, Role.Kind.HR, card.agency)


def can_choose_pin_alone(card: SignInCard) -> bool:
    """Return whether nothing lies in the account that a password would have to protect."""
    return not card.person.has_usable_password() and card.person.last_login is None


def choose_first_pin(card: SignInCard, pin: str) -> bool:
    """Keep the PIN of a card that has none; return False for whoever comes second."""
    # One UPDATE: of two with the same new card only one chooses.
    cards = SignInCard.objects.working(timezone.now()).filter(pk=card.pk, pin="")
    return bool(cards.update(pin=_digest_pin(card.person_id, pin)))


def choose_own_pin(person: Person, pin: str) -> bool:
    """Give the person's card another PIN, and open it again; return False without a card."""
    cards = SignInCard.objects.standing().filter(person=person)
    return bool(cards.update(pin=_digest_pin(person.pk, pin), failures=0))


def check_pin(card: SignInCard, pin: str) -> bool:
    """Return whether the PIN is right; after some wrong ones the card takes none any more."""
    # Counted before it is compared: many tries at once are no more than these.
    cards = SignInCard.objects.filter(pk=card.pk, failures__lt=MOST_FAILURES).exclude(pin="")
    if not cards.update(failures=F("failures") + 1):
        return False
    kept = SignInCard.objects.values_list("pin", flat=True).get(pk=card.pk)
    if not constant_time_compare(kept, _digest_pin(card.person_id, pin)):
        return False
    SignInCard.objects.filter(pk=card.pk).update(failures=0, last_used_at=timezone.now())
    return True


def is_weak_pin(pin: str) -> bool:
    """Return whether it is among what is tried first: one digit again and again, or a row."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(steps) == _ONE_DIGIT and steps <= {-1, 0, 1}


def _end_rows(cards: QuerySet[SignInCard], by: Person) -> int:
    return cards.update(ended_at=timezone.now(), ended_by=by)


def _require_card_manager(agency: Agency, by: Person) -> None:
    if not has_role_over(by, Role.Kind.HR, agency):
        raise PermissionDenied


def _digest_card(secret: str) -> str:
    # Fast on purpose: nobody guesses so many random bits.
    return salted_hmac("people.accounts.cards", secret, algorithm="sha256").hexdigest()


def _digest_pin(person: int, pin: str) -> str:
    # A slow hash of four digits is guessed too; the key is what a thief of the table lacks.
    value = f"{person}:{pin}"
    return salted_hmac("people.accounts.cards.pin", value, algorithm="sha256").hexdigest()


def _enter_card_act(action: str, people: list[Person], agency: Agency, by: Person) -> None:
    data = {"agency": agency.names}
    office_acted.send(SignInCard, action=action, people=people, by=by, data=data)
