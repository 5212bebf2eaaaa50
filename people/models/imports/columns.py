"""What the headings of an office's rosters mean: said once, and remembered."""

from __future__ import annotations

from django.db import models

from people.models.agency import Agency
from people.models.person import Person


class RosterColumns(models.Model):
    """Which heading of the rosters of a unit is which column; `people.roster.proposals` writes it.

    ``columns`` holds the heading of each column; an empty one says that the files have no such
    column.
    """

    unit = models.OneToOneField(Agency, models.CASCADE, primary_key=True, related_name="+")
    columns = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_id} · {self.columns}"
