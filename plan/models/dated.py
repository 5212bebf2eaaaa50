"""Rows whose values change in time: what they said on an earlier day is kept and read."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class DatedModel(models.Model):
    """A row that says what holds today; rows of its ``past`` say what held before.

    Of a row that never changed there is no past. Only `plan.past` writes the past.
    """

    # The fields whose earlier values are kept; the others say what the row is about.
    KEPT_FIELDS: ClassVar[tuple[str, ...]] = ()
    past: Any

    class Meta:
        abstract = True

    def as_of(self, day: dt.date) -> Self:
        """Return the row as it was on the day: itself, or a copy that is not to be saved.

        Prefetch ``past`` for many rows.
        """
        held = next((one for one in self.past.all() if one.until > day), None)
        if held is None:
            return self
        earlier = copy.copy(self)
        for name in self.KEPT_FIELDS:
            setattr(earlier, name, getattr(held, name))
        return earlier


class PastModel(models.Model):
    """What ``current`` said until a day, from the end of the past before it or from ever.

    Spans are told by their ends only: so they neither overlap nor leave a gap between them.
    """

    current: Any
    until = models.DateField(_("until"))  # the first day on which it no longer holds

    class Meta:
        abstract = True
