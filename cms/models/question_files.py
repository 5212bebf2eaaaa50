"""Files of questions that trainers bring into banks."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models.banks import BankPage
from people.models import Person


class QuestionFileQuerySet(models.QuerySet["QuestionFile"]):
    def of_bank(self, bank: BankPage) -> Self:
        """Return those of the bank, without what may be megabytes a row."""
        return self.filter(bank=bank).defer("content", "notices")

    def at_work(self) -> Self:
        """Return those that wait for a worker or have one."""
        return self.filter(state__in=QuestionFile.WORKING_STATES)


class QuestionFile(models.Model):
    """A file that somebody brought into a bank: what is in it, and what became of that.

    Only `cms.question_files` writes here. ``content`` is kept until its questions arrive.
    ``notices`` say what was refused or read otherwise, with words in each language. ``arrived``
    holds the digests of its questions by the keys that they have in the bank.
    """

    class State(models.TextChoices):
        READING = "reading", _("Is being read")
        READ = "read", _("Read, nothing is in the bank yet")
        ARRIVING = "arriving", _("Arrives in the bank")
        ARRIVED = "arrived", _("In the bank as a draft")
        UNDONE = "undone", _("Taken out of the bank again")
        FAILED = "failed", _("Could not be read")

    WORKING_STATES = (State.READING, State.ARRIVING)

    bank = models.ForeignKey(BankPage, models.CASCADE, related_name="question_files")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    digest = models.CharField("SHA-256", max_length=64)
    received_at = models.DateTimeField(_("received at"), db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    content = models.BinaryField(null=True)
    created = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    first_questions = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    arrived = models.JSONField(default=dict)
    arrived_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = QuestionFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of questions")
        verbose_name_plural = _("files of questions")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("arrived", "undone"), arrived_at__isnull=False)
                | (~Q(state__in=("arrived", "undone")) & Q(arrived_at=None)),
                name="a_file_of_questions_arrives_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("arrived", "undone", "failed")) | Q(content=None),
                name="a_file_of_questions_is_not_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.state in self.WORKING_STATES
