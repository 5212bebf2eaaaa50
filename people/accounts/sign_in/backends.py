"""Knows people by a code, a link or a card in hand, so that wrong ones count as failures."""

from __future__ import annotations

from django.http import HttpRequest

from people.accounts.backends import OpenAccountBackend, find_person
from people.accounts.cards import check_pin, read_working_card
from people.accounts.codes import find_code, use_code
from people.accounts.sign_in.passwordless import may_sign_in_by
from people.models import OneTimeCode, Person


class SignInCodeBackend(OpenAccountBackend):
    """Uses up the code with which somebody signs in without a password."""

    def authenticate(  # type: ignore[override]  # bound by these names: a password is none of it
        self, request: HttpRequest | None, username: str, sign_in_code: str
    ) -> Person | None:
        person = find_person(username)
        if person is None or not self.user_can_authenticate(person):
            return None
        purposes = (OneTimeCode.Purpose.TEXT, OneTimeCode.Purpose.LINK)
        code = find_code(person, sign_in_code, *purposes)
        if code is None or not may_sign_in_by(person, OneTimeCode.Purpose(code.purpose)):
            return None
        is_sent_there = code.contact in (person.confirmed_phone, person.confirmed_email)
        return person if is_sent_there and use_code(code) else None


class CardBackend(OpenAccountBackend):
    """Knows people by their sign-in card and its PIN, so that wrong ones count as failures."""

    def authenticate(  # type: ignore[override]  # bound by these names: a password is none of it
        self, request: HttpRequest | None, username: str, card: int, card_pin: str
    ) -> Person | None:
        found = read_working_card(card)
        if found is None or found.person.username != username:
            return None
        if not self.user_can_authenticate(found.person):
            return None
        return found.person if check_pin(found, card_pin) else None
