"""Finds people by their phone, for whoever may read it on their page and nobody else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from people.access import agencies_for, has_role
from people.models import Person, Posting, Role
from people.text.phones import restore_leading_zero
from people.text.spelling import clean, to_ascii_digits

# Fewer digits are many people, and part of most staff numbers.
_FEWEST_DIGITS, _MOST_DIGITS = 4, 15
_ALL_DIGITS = re.compile(rf"\+?[0-9]{{{_FEWEST_DIGITS},{_MOST_DIGITS}}}")


@dataclass(frozen=True)
class PhonePart:
    """A whole number in any of its forms, or its last digits."""

    digits: str
    whole: str

    @classmethod
    def read_words(cls, words: str) -> Self | None:
        """Return what was searched for if it is nothing but a number, in either digits."""
        text = re.sub(r"[ ().-]", "", to_ascii_digits(clean(words)))
        if not _ALL_DIGITS.fullmatch(text):
            return None
        return cls(text.removeprefix("+"), restore_leading_zero(text))

    def belongs_to(self, person: Person) -> bool:
        """Return whether the person's phone is that number, or ends so."""
        ends_so = person.phone.endswith(self.digits)
        return bool(person.phone) and (ends_so or person.phone == self.whole)

    def build_condition(self, viewer: Person) -> Q | None:
        """Return the condition that somebody whom the viewer manages has such a phone.

        Security: a viewer, or who only finds learners by name, must not try out numbers.
        """
        if not has_role(viewer, Role.Kind.HR):
            return None
        fits = Q(phone__endswith=self.digits) | Q(phone=self.whole)
        # Of those with a phone, which have an index; and first, for they are few: of these alone
        # it is asked where they serve, and not of a nation.
        found = Person.objects.exclude(phone="").filter(fits)
        return Q(pk__in=found.values("pk")) & Q(_is_managed_by(viewer))


def _is_managed_by(viewer: Person) -> Exists:
    """Return the condition that a person serves in an office of the viewer, or did so last."""
    begun = Posting.objects.filter(valid_from__lte=timezone.localdate())
    later = begun.filter(person=OuterRef("person"), valid_from__gt=OuterRef("valid_from"))
    offices = agencies_for(viewer, Role.Kind.HR).order_by()
    last = begun.filter(person=OuterRef("pk"), agency__in=offices)
    return Exists(last.filter(~Exists(later)))
