"""Messages to persons: what they are told, and whether it has been sent and read."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.person import Person
from people.models.postings import Posting


class MessageQuerySet(models.QuerySet["Message"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def unsent(self) -> Self:
        """Return messages not sent yet, to active persons who live and have an address."""
        unsent = self.filter(sent_at=None, person__is_active=True).exclude(person__email="")
        # A mailbox outlives its owner, and a family reads it.
        return unsent.exclude(person__postings__end_reason=Posting.EndReason.DECEASED)

    def due(self, at: dt.datetime) -> Self:
        """Return unsent messages whose next try has come."""
        return self.unsent().filter(next_try_at__lte=at, tries__lt=Message.MOST_TRIES)


class Message(models.Model):
    """One thing that a person is told once, in the words of the template of its kind.

    ``subject`` names the row it is about; ``facts`` is plain JSON for the template. Without
    ``next_try_at`` it is shown but not sent: the person had no address when it was written.
    """

    # About a fortnight, with a day between the later tries.
    MOST_TRIES = 20

    person = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    kind = models.CharField(_("kind"), max_length=40)
    subject = models.CharField(_("subject"), max_length=60)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("created at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # When a short text of it was handed to the gateway.
    texted_at = models.DateTimeField(_("sent by text at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "subject"], name="a_person_is_told_a_thing_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(sent_at=None, next_try_at__isnull=False),
                name="letters_that_wait",
            ),
            # Of millions few are texted: how many were within a day is counted before each.
            models.Index(
                fields=["texted_at"],
                condition=Q(texted_at__isnull=False),
                name="messages_that_were_texted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.kind} · {self.subject}"
