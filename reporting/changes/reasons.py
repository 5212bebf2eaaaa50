"""Tells why somebody counts on one of two days and not on the other: one reason each, pure.

Both days are compared, and what came and went between them is no change. So the number of the
first day, with those who were won and without those who were lost, is that of the last day.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeReason(TextChoices):
    """Names why somebody counts on one day and not on the other; the first five add to it."""

    LEARNT = "learnt", _("Learnt or renewed")
    NEW = "new", _("New in the service")
    RETURNED = "returned", _("Returned to the service")
    MOVED_IN = "moved_in", _("Moved in from elsewhere")
    OFFICE_CAME = "office_came", _("Came with their office")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    LEFT = "left", _("Left the service")
    MOVED_OUT = "moved_out", _("Moved out")
    OFFICE_LEFT = "office_left", _("Left with their office")

    @property
    def is_gain(self) -> bool:
        return self in _GAINS


_GAINS = frozenset(list(ChangeReason)[:5])


class Whose(TextChoices):
    """Names whose an agency is: the unit's on both days, on one of them, or neither."""

    BOTH = "both"
    FIRST = "first"
    LAST = "last"
    OTHERS = "others"


_THEN, _NOW = (Whose.BOTH, Whose.FIRST), (Whose.BOTH, Whose.LAST)


class PersonThen(NamedTuple):
    """Where somebody served on both days, and whether they held the skill there or elsewhere."""

    before: str | None
    after: str | None
    had: bool
    has: bool
    served: bool
    is_revoked: bool

    def explain(self) -> ChangeReason | None:
        """Return the reason of somebody who counted on one of the days only."""
        counted = self.had and self.before in _THEN
        counts = self.has and self.after in _NOW
        if counted == counts:
            return None
        return self._explain_gain() if counts else self._explain_loss()

    def _explain_gain(self) -> ChangeReason:
        if not self.had:
            return ChangeReason.LEARNT
        if self.before is None:
            return ChangeReason.RETURNED if self.served else ChangeReason.NEW
        # Where they served before belongs to the unit now: nobody moved but the office.
        return ChangeReason.OFFICE_CAME if self.before in _NOW else ChangeReason.MOVED_IN

    def _explain_loss(self) -> ChangeReason:
        if self.after is None:
            return ChangeReason.LEFT
        if self.after not in _NOW:
            is_there = self.after in _THEN
            return ChangeReason.OFFICE_LEFT if is_there else ChangeReason.MOVED_OUT
        return ChangeReason.REVOKED if self.is_revoked else ChangeReason.EXPIRED


class CompletionThen(NamedTuple):
    """Whose agency a completion is of, and whether it stood on each day."""

    where: str
    stood: bool
    stands: bool

    def explain(self) -> ChangeReason | None:
        """Return the reason of a completion that counted on one of the days only."""
        counted, counts = self.stood and self.where in _THEN, self.stands and self.where in _NOW
        if counted == counts:
            return None
        if counts:
            return ChangeReason.OFFICE_CAME if self.stood else ChangeReason.LEARNT
        return ChangeReason.OFFICE_LEFT if self.stands else ChangeReason.REVOKED
