"""Bounds whom a roster may be about: an office writes of its own people only."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from people.models import Agency, Person, Posting
from people.roster.identity import CellConflict, PersonElsewhere


class RosterReach:
    """The unit for which a roster is brought, and everything below it.

    At the root it is everybody; elsewhere those who were posted last in the unit or below.
    """

    def __init__(self, unit: Agency) -> None:
        self._unit = unit
        self._paths: Mapping[int, str] = dict(Agency.objects.values_list("pk", "path"))
        protected = Person.objects.protected().filter(postings=None)
        self._rootless = set() if unit.is_root() else set(protected.values_list("pk", flat=True))

    def check_agency(self, agency: Agency) -> None:
        """Raise `CellConflict` for an agency that is not the unit nor below it."""
        if not agency.path.startswith(self._unit.path):
            message = _("“{code}” is none of the units that this roster is for.")
            raise CellConflict("agency", message, code=agency.code)

    def check_person(self, person: Person, last: Posting | None) -> None:
        """Raise `CellConflict` for somebody who was posted last elsewhere, or has other rights."""
        # Security: without a name, which the office of the person has not told.
        if last and not self._paths[last.agency_id].startswith(self._unit.path):
            message = _("Somebody of another office has this number.")
            raise PersonElsewhere("staff_number", message)
        if last is None and person.pk in self._rootless:
            message = _("Somebody who was never posted signs in with this number.")
            raise CellConflict("staff_number", message)
