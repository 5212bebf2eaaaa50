"""Puts into the copy of one's own data what years came to, with corrections and exemptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import YearCorrection, YearExemption, YearStatus
from people.models import Person
from people.privacy.export import DataSection, register_data_section

_CHUNK_SIZE = 500


def _read_own_years(person: Person) -> Iterator[dict[str, Any]]:
    rows = YearStatus.objects.with_state().filter(person=person).select_related("agency")
    for row in rows.order_by("year").iterator(_CHUNK_SIZE):
        yield {
            "year": row.year,
            "agency": row.agency.names,
            "state": row.get_state_display(),
            "why": row.get_exempt_reason_display(),
            "cut_off": row.cut_off_on,
            "facts": row.facts,
            "at": row.frozen_at,
        }
    corrections = YearCorrection.objects.filter(status__person=person).select_related("status")
    for one in corrections.order_by("pk").iterator(_CHUNK_SIZE):
        yield {
            "year": one.status.year,
            "state": one.get_state_display(),
            "why": one.reason,
            "at": one.asked_at,
            "answer": one.answer,
            "answered": one.decided_at,
        }
    exemptions = YearExemption.objects.filter(person=person).order_by("pk")
    for given in exemptions.iterator(_CHUNK_SIZE):
        yield {
            "year": given.year,
            "why": given.get_reason_display(),
            "note": given.note,
            "at": given.given_at,
            "answered": given.withdrawn_at,
        }


register_data_section(
    DataSection(
        "years",
        _("Your yearly obligation"),
        33,
        {
            "year": _("year"),
            "agency": _("agency"),
            "state": _("state"),
            "why": _("reason"),
            "cut_off": _("cut-off day"),
            "facts": _("what was asked and done"),
            "note": _("note"),
            "at": _("at"),
            "answer": _("answer"),
            "answered": _("answered at"),
        },
        _read_own_years,
    ),
)
