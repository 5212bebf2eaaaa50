"""What became of files that somebody imported, or looked at before importing."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.person import Person


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, person: Person) -> Self:
        """Return the person's own: a file holds names, addresses and numbers of people."""
        return self.filter(by=person)

    def without_content(self) -> Self:
        """Leave out what may be megabytes a row, for lists."""
        return self.defer("content", "problems")


class ImportRun(models.Model):
    """One file: its digest, who brought it, and how many lines were new, changed and refused.

    Until it is imported this is a preview, and ``content`` is the file. ``operator`` is an account
    of the machine, for imports by command. ``problems`` are packed by `people.imports.runs`.
    """

    kind = models.CharField(_("kind"), max_length=30)
    file_name = models.CharField(_("file"), max_length=255)
    digest = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    operator = models.CharField(max_length=100, blank=True)
    received_at = models.DateTimeField(_("received at"), db_index=True)
    imported_at = models.DateTimeField(_("imported at"), null=True)
    created = models.PositiveIntegerField(_("new"), default=0)
    updated = models.PositiveIntegerField(_("changed"), default=0)
    moved = models.PositiveIntegerField(_("moved"), null=True)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused lines"), default=0)
    first_lines = models.JSONField(default=list)
    problems = models.BinaryField(null=True)
    content = models.BinaryField(null=True)
    options = models.JSONField(default=dict)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | ~Q(operator=""),
                name="somebody_imports_a_file",
            ),
            models.CheckConstraint(
                condition=Q(imported_at=None) | Q(content=None),
                name="an_imported_file_is_not_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def changed(self) -> int:
        """How many rows that were there before the import changes, moves included."""
        return self.updated + (self.moved or 0)

    @property
    def writes(self) -> int:
        """How many rows the import writes or wrote."""
        return self.created + self.changed
