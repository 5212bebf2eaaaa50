"""Tells people by letter that their year is frozen, corrected, or stays as it is.

`courses.assignments.reminders` says when: in the daytime. An obligation keeps the last person who
heard of it, so that a run that was killed goes on.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from courses.models import YearCorrection, YearlyObligation, YearState, YearStatus
from people.messaging import notify_people, notify_person
from people.models import Person

_PIECE = 200


def tell_frozen_people(limit: int, *, at: dt.datetime) -> int:
    """Write to the next people whose year was closed; return how many."""
    count = 0
    while count < limit and (row := YearlyObligation.objects.untold().order_by("pk").first()):
        count += _tell_piece(row, min(_PIECE, limit - count), at)
    return count


@transaction.atomic
def _tell_piece(obligation: YearlyObligation, size: int, at: dt.datetime) -> int:
    ours = YearlyObligation.objects.untold().filter(
        pk=obligation.pk, closed_at=obligation.closed_at, reminded_upto=obligation.reminded_upto
    )
    frozen = obligation.statuses.filter(person__gt=obligation.reminded_upto)
    rows = list(frozen.select_related("person").order_by("person")[:size])
    if not rows:
        ours.update(told_at=at)
        return 0
    # Opened again, or told by another worker: this one has lost its place.
    if ours.update(reminded_upto=rows[-1].person_id):
        _write_frozen(obligation, rows)
    return len(rows)


def _write_frozen(obligation: YearlyObligation, rows: list[YearStatus]) -> None:
    told: dict[str, list[Person]] = defaultdict(list)
    for row in rows:
        if row.person.is_active:
            told[row.state].append(row.person)
    for state, people in told.items():
        # With the moment: of a year that was opened and closed again one hears again.
        subject = f"{obligation.pk}-{obligation.closed_at:%Y%m%d%H%M%S%f}"
        facts = {"state": _name_state(state), "cut_off_on": obligation.cut_off_on.isoformat()}
        facts |= _describe_page(obligation.year)
        notify_people(people, "courses/year_frozen", subject=subject, facts=facts)


def tell_corrected(correction: YearCorrection) -> None:
    """Tell the person what the year came to, and who asked that it was decided."""
    status = correction.status
    facts = {"state": _name_state(correction.state), "word": correction.answer_state}
    facts |= {"reason": correction.reason, "answer": correction.answer}
    subject = str(correction.pk)
    if correction.answer_state == YearCorrection.Answer.APPROVED:
        own = facts | _describe_page(status.year)
        notify_person(status.person, "courses/year_corrected", subject=subject, facts=own)
    page = reverse("courses:office_person_year", args=[status.year, status.person_id])
    asked = facts | {"year": status.year, "address": f"{settings.SITE_URL}{page}"}
    asked["names"] = {code: status.person.name_in(code) for code in settings.OFFERED_LANGUAGES}
    notify_person(
        correction.asked_by, "courses/year_correction_decided", subject=subject, facts=asked
    )


def _name_state(state: str) -> dict[str, str]:
    names = {}
    for language in settings.OFFERED_LANGUAGES:
        with translation.override(language):
            names[language] = str(YearState(state).label)
    return names


def _describe_page(year: int) -> dict[str, Any]:
    page = f"{reverse('courses:my_year')}?year={year}"
    return {"year": year, "address": f"{settings.SITE_URL}{page}"}
