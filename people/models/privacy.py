"""What people ask about their own data; `people.privacy` is the only writer."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.person import Person


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def unfinished(self) -> Self:
        return self.filter(done_at=None)

    def claimable(self, at: dt.datetime) -> Self:
        """Return requests to be tried that no living worker has claimed."""
        unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=at)
        return self.unfinished().filter(unclaimed, tries__lt=DataRequest.MOST_TRIES)


class DataRequest(models.Model):
    """A person asks for a copy of all that is kept about them.

    The row names the file before it is written, so that the next writer finds and deletes what a
    killed one left.
    """

    MOST_TRIES = 5

    person = models.ForeignKey(Person, models.PROTECT, related_name="data_requests")
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    percent = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    file = models.FileField(upload_to="own-data/", blank=True)
    done_at = models.DateTimeField(null=True, db_index=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of one's own data")
        verbose_name_plural = _("copies of one's own data")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            # Two clicks at once make one file.
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(done_at=None),
                name="a_person_waits_for_one_copy",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | ~Q(file=""), name="a_finished_copy_has_its_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.asked_at}"

    @property
    def has_failed(self) -> bool:
        """Return whether the worker gave up; asked again, it begins anew."""
        return self.done_at is None and self.tries >= self.MOST_TRIES


# In the database NULL is neither true nor false, so all three are named.
_IS_OPEN = Q(done_at=None, taken_back_at=None) & (Q(is_granted=None) | Q(is_granted=True))


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    def open(self) -> Self:
        """Return requests that are neither done nor taken back nor refused."""
        return self.filter(_IS_OPEN)

    def undecided(self) -> Self:
        """Return requests of officials about which an administrator has to decide."""
        return self.open().filter(needs_decision=True, decided_at=None)

    def due(self, at: dt.datetime) -> Self:
        return self.open().filter(due_at__lte=at)

    def visible_to(self, person: Person) -> Self:
        """Return those of others, to administrators: nobody decides about their own."""
        is_administrator = person.is_active and person.is_superuser
        return self.exclude(person=person) if is_administrator else self.none()


class ErasureRequest(models.Model):
    """A person asks to have their data erased; `people.privacy.erasure_requests` writes it.

    ``due_at`` is None until it is decided, for officials; until then it can be taken back.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="erasure_requests")
    asked_at = models.DateTimeField(_("asked at"))
    needs_decision = models.BooleanField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    is_granted = models.BooleanField(null=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    due_at = models.DateTimeField(null=True, db_index=True)
    taken_back_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=_IS_OPEN, name="a_person_asks_for_one_erasure"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(taken_back_at=None),
                name="what_is_erased_is_not_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, is_granted=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_granted__isnull=False),
                name="somebody_decides_about_an_erasure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.asked_at}"
