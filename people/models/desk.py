"""What people keep for their work at the desk of an office."""

from __future__ import annotations

from django.db import models

from people.models.person import Person


class DeskPreference(models.Model):
    """The columns in which a person reads the list; `people.directory.columns` writes it."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    columns = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.person_id} · {self.columns}"
