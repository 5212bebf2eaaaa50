"""Gathers what a statement says; once it is made, later changes elsewhere never reach it.

Plain JSON::

    {"version", "year", "first_day", "last_day", "person": {"subject", "names", "is_confirmed"},
     "staff_number", "agency": {"code", "names"} | None, "position": names, "grade",
     "obligation": {"state", "frozen_state", "exempt_reason", "cut_off_on", "parts", "hours",
                    "corrections": [{"state", "day"}]} | None,
     "account": {"kinds", "total", "carried", "required", "entries"},
     "issuer": {"did", "names", "url"}}

and beside it what differs between statements of one content: ``code``, ``stated_on`` and
``replaces``.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.utils import timezone

from certification.facts.issuer import issuer_did, site_url
from certification.facts.snapshot import ERASED_NAMES, person_facts
from courses.hours import LearningYear, read_account
from courses.models import YearCorrection, YearStatus
from people.models import Agency, Person
from people.postings import posting_on

YearFacts = dict[str, Any]
_OWN_KEYS = ("code", "stated_on", "replaces")


def find_status(person: Person, year: LearningYear) -> YearStatus | None:
    """Return the frozen status of the year, with its present state."""
    rows = YearStatus.objects.with_state().filter(person=person, year=year.number)
    return rows.select_related("agency").first()


def gather_year_facts(
    person: Person, year: LearningYear, *, status: YearStatus | None
) -> YearFacts:
    """Return what is to be stated of the year as it is recorded now."""
    # Of a closed year what was learnt by its cut-off day, as the status counts it.
    counted = year.until(status.cut_off_on) if status else year
    return {
        "version": 1,
        "year": year.number,
        "first_day": year.first_day.isoformat(),
        "last_day": counted.last_day.isoformat(),
        "person": person_facts(person),
        "staff_number": person.staff_number or "",
        **_gather_post(person, counted, status),
        "obligation": _gather_obligation(status) if status else None,
        "account": _gather_account(person, counted),
        "issuer": {"did": issuer_did(), "names": settings.ISSUER["name"], "url": site_url()},
    }


def digest_facts(facts: YearFacts) -> str:
    """Return the digest of the content, whatever its code and day."""
    content = {name: value for name, value in facts.items() if name not in _OWN_KEYS}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def erase_year_facts(facts: YearFacts) -> YearFacts:
    """Return the facts without who it was, and without what they wrote of themselves."""
    return {
        **facts,
        "person": {"subject": "", "names": ERASED_NAMES},
        "staff_number": "",
        "account": {**facts.get("account", {}), "entries": []},
    }


def _gather_post(person: Person, year: LearningYear, status: YearStatus | None) -> dict[str, Any]:
    if status:
        return _describe_post(status.agency, status.position, status.grade)
    posting = posting_on(person, min(year.last_day, timezone.localdate()))
    if posting is None:
        return _describe_post(None, {}, None)
    return _describe_post(posting.agency, posting.position, posting.grade)


def _describe_post(
    agency: Agency | None, position: dict[str, str], grade: int | None
) -> dict[str, Any]:
    named = agency and {"code": agency.code, "names": agency.names}
    return {"agency": named, "position": position, "grade": grade}


def _gather_obligation(status: YearStatus) -> dict[str, Any]:
    corrections = YearCorrection.objects.approved().filter(status=status)
    return {
        "state": str(getattr(status, "current_state", status.state)),
        "frozen_state": status.state,
        "exempt_reason": status.exempt_reason,
        "cut_off_on": status.cut_off_on.isoformat(),
        "parts": status.facts["parts"],
        "hours": status.facts["hours"],
        "corrections": [
            {"state": one.state, "day": timezone.localdate(one.decided_at).isoformat()}
            for one in corrections.order_by("decided_at", "pk")
        ],
    }


def _gather_account(person: Person, year: LearningYear) -> dict[str, Any]:
    account = read_account(person, year)
    return {
        "kinds": [[str(kind), minutes] for kind, minutes in account.by_kind if minutes],
        "total": account.total,
        "carried": account.carried,
        "required": account.required,
        "entries": [
            {
                "day": one.day.isoformat(),
                "minutes": one.minutes,
                "kind": str(one.kind),
                "titles": dict(one.titles),
            }
            for one in account.entries
        ],
    }
