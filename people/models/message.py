"""Messages to persons: what they are to be told, and whether it has been sent and read."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.person import Person


class MessageQuerySet(models.QuerySet["Message"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def unsent(self) -> Self:
        """Not sent by e-mail yet, to persons who have an address."""
        return self.filter(sent_at=None, person__is_active=True).exclude(person__email="")

    def due(self, at: dt.datetime) -> Self:
        """Unsent ones whose next try has come."""
        return self.unsent().filter(next_try_at__lte=at, tries__lt=Message.MOST_TRIES)

    def given_up(self) -> Self:
        """Dead letters, for an operator to see."""
        return self.unsent().filter(tries__gte=Message.MOST_TRIES)


class Message(models.Model):
    """One thing a person is told once. Its words are a template of its kind.

    ``subject`` names the row it is about; ``facts`` is plain JSON for the words. Without
    ``next_try_at`` it is no letter: the person had no address when it was written.
    """

    MOST_TRIES = 20

    person = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    kind = models.CharField(_("kind"), max_length=40)
    subject = models.CharField(_("subject"), max_length=60)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("created at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
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
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.kind} · {self.subject}"
