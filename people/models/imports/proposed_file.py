"""What every file is that waits as a proposal: who brought, approved, closed and undid it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.person import Person


class ProposedFile(models.Model):
    """A file that writes nothing before a second person approves it.

    ``counts`` says how many of its lines are in each group. Subclasses have states of their own,
    and say which groups change something.
    """

    CHANGING_GROUPS: ClassVar[tuple[str, ...]]

    file_name = models.CharField(_("file"), max_length=255)
    digest = models.CharField("SHA-256", max_length=64)
    received_at = models.DateTimeField(_("received at"), db_index=True)
    counts = models.JSONField(default=dict)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    is_by_one = models.BooleanField(default=False)
    applied_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    stale_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def count(self, *groups: str) -> int:
        """Return how many lines are in the groups."""
        return sum(int(self.counts.get(group, 0)) for group in groups)

    # As an import tells them in the history of the back office.

    @property
    def created(self) -> int:
        return self.count("new")

    @property
    def changed(self) -> int:
        return self.count(*self.CHANGING_GROUPS)

    @property
    def unchanged(self) -> int:
        return self.count("unchanged")

    @property
    def refused(self) -> int:
        return self.count("refused")
