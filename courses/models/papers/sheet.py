"""Sheets of a test on paper, one a seat, and what was read from them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.papers.test import PaperTest
from courses.models.quiz import Attempt
from courses.models.sessions.seat import SessionSeat
from people.models import Person


class PaperSheetQuerySet(models.QuerySet["PaperSheet"]):
    def visible_to(self, viewer: Person) -> Self:
        return self.filter(test__in=PaperTest.objects.visible_to(viewer))

    def standing(self) -> Self:
        """Return the sheets that count: all but those that are void."""
        return self.exclude(state=PaperSheet.State.VOID)

    def entered(self) -> Self:
        """Return the sheets that wait for a second person."""
        return self.filter(state__in=[PaperSheet.State.ENTERED, PaperSheet.State.DIFFERS])

    def to_record(self) -> Self:
        """Return the confirmed sheets that the worker has still to mark."""
        return self.filter(state=PaperSheet.State.CONFIRMED, refusal="")


class PaperSheet(models.Model):
    """What is on one person's paper, and what became of it.

    ``drawn`` holds pairs of a version's id and its option ids in the order printed: the paper is
    marked by it, whatever becomes of the quiz. ``refusal`` says why the worker could not mark it.
    """

    class State(models.TextChoices):
        READY = "ready", pgettext_lazy("sheet", "Nothing entered")
        ENTERED = "entered", pgettext_lazy("sheet", "Waits for a second person")
        DIFFERS = "differs", pgettext_lazy("sheet", "The two entries differ")
        CONFIRMED = "confirmed", pgettext_lazy("sheet", "Confirmed")
        RECORDED = "recorded", pgettext_lazy("sheet", "In the record")
        VOID = "void", pgettext_lazy("sheet", "Void")

    test = models.ForeignKey(PaperTest, models.CASCADE, related_name="sheets")
    seat = models.ForeignKey(SessionSeat, models.PROTECT, related_name="paper_sheets")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8, unique=True)
    seed = models.BigIntegerField(null=True)
    drawn = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    attempt = models.OneToOneField(Attempt, models.PROTECT, null=True, related_name="paper_sheet")
    refusal = models.CharField(max_length=20, blank=True)
    # Why it is void, was drawn anew, or was taken out of the record, and who did it.
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = PaperSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("test sheet")
        verbose_name_plural = _("test sheets")
        ordering = ["test", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["test", "number"], name="a_test_sheet_is_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["test", "seat"],
                condition=~Q(state="void"),
                name="one_standing_sheet_a_test_and_seat",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["confirmed", "recorded"],
                    entered_by__isnull=False,
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                )
                | (~Q(state__in=["confirmed", "recorded"]) & Q(confirmed_by=None)),
                name="somebody_confirms_a_sheet",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
                name="a_second_person_confirms_a_sheet",
            ),
            models.CheckConstraint(
                condition=Q(state="recorded", attempt__isnull=False)
                | (~Q(state="recorded") & Q(attempt=None)),
                name="a_recorded_sheet_has_its_attempt",
            ),
        ]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return f"{self.test_id} · {self.number}"

    @property
    def printed_code(self) -> str:
        """Return the code in two groups, as it is printed and written."""
        return f"{self.code[:4]}-{self.code[4:]}"

    @property
    def is_void(self) -> bool:
        return self.state == self.State.VOID

    @property
    def is_final(self) -> bool:
        """Return whether two people have agreed on it."""
        return self.state in (self.State.CONFIRMED, self.State.RECORDED)


class PaperEntry(models.Model):
    """What one person read from a sheet: option ids by question, or points."""

    sheet = models.ForeignKey(PaperSheet, models.CASCADE, related_name="entries")
    is_second = models.BooleanField(default=False)
    answers = models.JSONField(default=list)
    points = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("entry of a test sheet")
        verbose_name_plural = _("entries of test sheets")
        ordering = ["sheet", "is_second"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "is_second"], name="a_sheet_is_entered_twice_at_most"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} · {2 if self.is_second else 1}"

    def says_as(self, other: PaperEntry) -> bool:
        """Return whether both read the same."""
        return self.answers == other.answers and self.points == other.points
