"""Transfers between offices: asked for, and what the two offices made of them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models.agency import Agency
from people.models.periods import FIRST_SERVICE_DAY, LAST_SERVICE_DAY
from people.models.person import Person
from people.models.postings.posting import Posting

_AS_IT_WAS = Q(posting__valid_to=None, posting__agency=F("from_agency"))


class TransferQuerySet(models.QuerySet["Transfer"]):
    def waiting(self) -> Self:
        """Return what can still be decided: the person serves where they did when it was asked."""
        return self.filter(_AS_IT_WAS, state=Transfer.State.WAITING, posting__isnull=False)

    def over(self) -> Self:
        """Return what is decided, and what was overtaken by another act."""
        return self.exclude(pk__in=self.waiting().values("pk"))

    def concerning(self, agencies: models.QuerySet[Agency]) -> Self:
        """Return transfers that one of the agencies gives or receives."""
        return self.filter(Q(agency__in=agencies) | Q(from_agency__in=agencies))

    def awaiting_word_of(self, agencies: models.QuerySet[Agency]) -> Self:
        """Return what waits until one of the agencies receives or releases the person."""
        receives = Q(agency__in=agencies, accepted_by=None)
        releases = Q(from_agency__in=agencies, released_by=None)
        return self.waiting().filter(receives | releases)


class Transfer(models.Model):
    """A move from one office to another; `people.postings.transfers` is the only writer.

    It is done when the receiving office has accepted the person and the giving one released them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", pgettext_lazy("transfer", "Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("transfer", "Withdrawn")
        OVERTAKEN = "overtaken", _("Overtaken: the posting changed meanwhile")

    person = models.ForeignKey(Person, models.PROTECT, related_name="transfers")
    # The posting that the transfer would end; None when that was taken back.
    posting = models.ForeignKey(
        Posting, models.SET_NULL, null=True, related_name="transfers", verbose_name=_("posting")
    )
    from_agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name=_("giving office")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name=_("receiving office")
    )
    position = models.JSONField(_("position"), default=dict)
    grade = models.PositiveSmallIntegerField(_("grade"), null=True, blank=True)
    day = models.DateField(_("day"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.WAITING
    )
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    moved_on = models.DateField(_("moved on"), null=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="waiting"),
                name="a_person_waits_for_one_transfer",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by=None)
                | Q(state="overtaken", decided_at__isnull=False)
                | Q(
                    state__in=["approved", "refused", "withdrawn"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="somebody_decides_about_a_transfer",
            ),
            models.CheckConstraint(
                condition=Q(moved_on=None) & ~Q(state="approved")
                | Q(
                    state="approved",
                    moved_on__isnull=False,
                    accepted_by__isnull=False,
                    released_by__isnull=False,
                ),
                name="both_offices_agree_to_a_transfer",
            ),
            models.CheckConstraint(
                condition=~Q(agency=F("from_agency")), name="a_transfer_leads_elsewhere"
            ),
            models.CheckConstraint(
                condition=Q(day__gte=FIRST_SERVICE_DAY, day__lte=LAST_SERVICE_DAY),
                name="transfers_have_possible_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.from_agency_id} → {self.agency_id}"

    @property
    def is_overtaken(self) -> bool:
        """Whether the posting changed while the transfer waited."""
        posting = self.posting
        is_same = posting and posting.valid_to is None and posting.agency_id == self.from_agency_id
        return self.state == self.State.WAITING and not is_same

    @property
    def shown_state(self) -> str:
        """Return the state in words, that of today where nobody has written it yet."""
        state = self.State.OVERTAKEN if self.is_overtaken else self.State(self.state)
        return str(state.label)
