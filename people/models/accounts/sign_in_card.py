"""Sign-in cards: what an office printed for shared machines, known by a keyed digest only."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from people.models.agency import Agency
from people.models.person import Person


class SignInCardQuerySet(models.QuerySet["SignInCard"]):
    def standing(self) -> Self:
        """Return cards that nobody has ended, and no later one."""
        return self.filter(ended_at=None)

    def working(self, at: dt.datetime) -> Self:
        """Return cards that sign in: asked anew at each use, and while somebody is signed in.

        The unit has cards still, and the person serves there today and has no right at all.
        """
        day = timezone.localdate(at)
        postings: Any = Person.postings.field.model
        serves = postings.objects.on(day).filter(
            person=OuterRef("person"), agency=OuterRef("agency")
        )
        rights = Person.objects.with_rights().filter(pk=OuterRef("person"))
        return self.standing().filter(
            Exists(serves),
            ~Exists(rights),
            expires_at__gt=at,
            agency__has_sign_in_cards=True,
            person__is_active=True,
            person__erased_at=None,
        )


class SignInCard(models.Model):
    """A card of one person in one unit; `people.accounts.cards` is the only writer.

    ``pin`` is a keyed digest, empty until its holder has chosen one. Rows stay: they tell a
    person who printed a card for them, and when it was used last.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="sign_in_cards")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    pin = models.CharField(max_length=64, default="")
    failures = models.PositiveSmallIntegerField(default=0)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = SignInCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at=None),
                name="a_person_has_one_card",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.agency_id}"
