"""Postings: where a person serves from one day to another."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models.agency import Agency
from people.models.periods import FIRST_SERVICE_DAY, LAST_SERVICE_DAY
from people.models.person import Person


class PostingQuerySet(models.QuerySet["Posting"]):
    def on(self, day: dt.date) -> Self:
        """Return postings that hold on the day; ``valid_to`` is the first day after it."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def counted_on(self, day: dt.date) -> Self:
        """Return the postings that figures count on the day: of people whose account is active."""
        return self.on(day).filter(person__is_active=True)


class Posting(models.Model):
    """A person's service in an agency; the open posting has no ``valid_to``.

    ``end_reason`` says why somebody left the service; a posting that a move ended has none.
    """

    class EndReason(models.TextChoices):
        RETIRED = "retired", pgettext_lazy("posting", "Retired")
        TRANSFERRED_OUT = "transferred_out", _("Transferred out")
        RESIGNED = "resigned", _("Resigned")
        DECEASED = "deceased", _("Deceased")
        OTHER = "other", _("Other reason")

    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="postings")
    position = models.JSONField(_("position"), default=dict)
    grade = models.PositiveSmallIntegerField(_("grade"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    end_reason = models.CharField(
        _("why it ended"),
        max_length=20,
        choices=EndReason.choices,
        blank=True,
        default="",
        db_default="",  # for servers of the release before, which do not know it
    )

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="posting_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(valid_to__isnull=False),
                name="only_what_ended_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__gte=FIRST_SERVICE_DAY, valid_from__lte=LAST_SERVICE_DAY)
                & (Q(valid_to=None) | Q(valid_to__lte=LAST_SERVICE_DAY)),
                name="postings_have_possible_days",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_to=None), name="one_open_posting_a_person"
            ),
        ]
        indexes = [
            # With the person: who serves where on a day is counted and listed from it alone.
            models.Index(
                fields=["agency", "valid_from", "valid_to", "person"], name="who_serves_where"
            ),
            # One person's service, asked person by person, is read from it alone.
            models.Index(
                fields=["person", "valid_from", "valid_to", "agency"],
                name="service_of_a_person",
            ),
            # A nation has few positions: each is found without reading all that have it.
            models.Index(fields=["position"], name="postings_by_position"),
            # Few of all: whoever left is found without reading those who serve.
            models.Index(
                fields=["valid_to", "agency", "person", "valid_from"],
                condition=Q(valid_to__isnull=False),
                name="postings_that_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.agency}"

    def holds_on(self, day: dt.date) -> bool:
        """Return whether the person serves here on the day; ``valid_to`` is the first after it."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
