"""Judges the year of people: what is asked of each, what is done of it, what it comes to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from courses.hours.account import HoursStanding, read_standings
from courses.hours.years import LearningYear
from courses.models import (
    Course,
    Enrolment,
    ExemptionReason,
    Programme,
    ProgrammeEnrolment,
    YearExemption,
    YearlyObligation,
    YearState,
    YearStatus,
)
from courses.obligations.levels import PostFacts, list_rivals, load_obligations, pick_obligation
from people.models import Person, Posting
from people.postings import posting_on
from people.text.languages import in_language

_DayByKey = Mapping[tuple[int, int], dt.date]  # the day of completion by person and course


@dataclass(frozen=True)
class YearPart:
    """A course or programme that is asked, and since when it is done."""

    what: Course | Programme
    done_on: dt.date | None

    @property
    def kind(self) -> str:
        return "course" if isinstance(self.what, Course) else "programme"

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "key": str(self.what.key),
            "titles": self.what.titles,
            "done_on": self.done_on and self.done_on.isoformat(),
        }


@dataclass(frozen=True)
class YearReport:
    """What a year has come to for a person by a day; ``hours`` only where they are asked."""

    person_id: int
    obligation: YearlyObligation
    posting: Posting
    parts: tuple[YearPart, ...]
    hours: HoursStanding | None
    exempt_reason: str = ""

    @property
    def state(self) -> YearState:
        if self.exempt_reason:
            return YearState.EXEMPT
        return judge_year([bool(part.done_on) for part in self.parts], self.hours)

    @property
    def missing(self) -> list[YearPart]:
        return [part for part in self.parts if not part.done_on]

    @property
    def is_running(self) -> bool:
        return self.obligation.is_running

    @property
    def days_left(self) -> int:
        """Return the days that remain, with that of the cut-off."""
        return (self.obligation.cut_off_on - timezone.localdate()).days + 1

    @property
    def facts(self) -> dict[str, Any]:
        """Return what is frozen."""
        hours = self.hours and {"total": self.hours.total, "required": self.hours.required}
        return {"parts": [part.to_json() for part in self.parts], "hours": hours}


def judge_year(parts: Iterable[bool], hours: HoursStanding | None) -> YearState:
    """Return what it comes to: all of it, some part of it or half of the hours, or neither."""
    done = list(parts)
    has_hours = hours is None or hours.missing == 0
    if has_hours and all(done):
        return YearState.FULFILLED
    is_begun = any(done) or (hours is not None and hours.total * 2 >= hours.required)
    return YearState.PARTLY if is_begun else YearState.NOT_FULFILLED


def is_short_service(days_served: int, first_day: dt.date, cut_off_on: dt.date) -> bool:
    """Return whether somebody served less than half of the days on which it could be done."""
    return days_served * 2 < (cut_off_on - first_day).days + 1


def judge_people(
    people: QuerySet[Person], obligation: YearlyObligation, *, day: dt.date | None = None
) -> list[YearReport]:
    """Return the reports of those of the people of whom the obligation asks its year.

    Judged as of the day, else today, and never later than the cut-off day. A number of queries
    that does not grow with the people.
    """
    day = min(day or timezone.localdate(), obligation.cut_off_on)
    rivals = list_rivals(load_obligations(obligation.year), obligation)
    serving = Posting.objects.counted_on(day).filter(
        person__in=people,
        person__erased_at=None,
        agency__path__startswith=obligation.agency.path,
    )
    elsewhere = YearStatus.objects.filter(year=obligation.year).exclude(obligation=obligation)
    serving = serving.exclude(person__in=elsewhere.filter(person__in=people).values("person"))
    asked = [
        posting
        for posting in serving.select_related("agency").order_by("person")
        if pick_obligation(rivals, PostFacts.of(posting)) == obligation
    ]
    return _judge_postings(asked, people, obligation, day)


def _judge_postings(
    postings: list[Posting], people: QuerySet[Person], obligation: YearlyObligation, day: dt.date
) -> list[YearReport]:
    if not postings:
        return []
    year = LearningYear(obligation.year)
    courses, programmes = list(obligation.courses.all()), list(obligation.programmes.all())
    done = _read_completions(Enrolment, "course", people, courses, day)
    finished = _read_completions(ProgrammeEnrolment, "programme", people, programmes, day)
    hours = read_standings(people, year.until(day)) if obligation.asks_hours else {}
    exempt = _read_exemptions(people, obligation)
    # As far as postings go by now: who is new counts the days to come.
    served = _count_days_served(people, year.first_day, obligation.cut_off_on)
    reports = []
    for posting in postings:
        person = posting.person_id
        parts = (
            *(YearPart(one, done.get((person, one.pk))) for one in courses),
            *(YearPart(one, finished.get((person, one.pk))) for one in programmes),
        )
        reason = exempt.get(person, "")
        is_short = is_short_service(served[person], year.first_day, obligation.cut_off_on)
        if not reason and is_short:
            reason = ExemptionReason.SHORT_SERVICE
        if not reason and not parts and person not in hours:
            reason = ExemptionReason.NOTHING_ASKED
        reports.append(
            YearReport(person, obligation, posting, parts, hours.get(person), str(reason))
        )
    return reports


def _read_completions(
    model: Any, field: str, people: QuerySet[Person], asked: list[Any], day: dt.date
) -> _DayByKey:
    """Return since when each of the people has done each that is asked, and has it on the day."""
    if not asked:
        return {}
    end = LearningYear.of(day).until(day).moments[1]
    rows = model.objects.completed().filter(
        Q(ends_on=None) | Q(ends_on__gt=day),
        **{"person__in": people, f"{field}__in": asked, "completed_at__lt": end},
    )
    first = rows.order_by().values_list("person", field).annotate(done_at=Min("completed_at"))
    return {(person, key): timezone.localdate(at) for person, key, at in first}


def _read_exemptions(people: QuerySet[Person], obligation: YearlyObligation) -> dict[int, str]:
    given = YearExemption.objects.standing().filter(person__in=people, year=obligation.year)
    return dict(given.values_list("person", "reason"))


def _count_days_served(people: QuerySet[Person], first: dt.date, last: dt.date) -> dict[int, int]:
    """Return how many days of the period each of them served, in whatever agency."""
    served: dict[int, int] = defaultdict(int)
    inside = Posting.objects.filter(person__in=people, valid_from__lte=last)
    inside = inside.filter(Q(valid_to=None) | Q(valid_to__gt=first)).order_by()
    after = last + dt.timedelta(days=1)
    for person, begin, end in inside.values_list("person", "valid_from", "valid_to"):
        served[person] += (min(end or after, after) - max(begin, first)).days
    return served


@dataclass(frozen=True)
class OwnYear:
    """A person's year: the frozen status once it is closed, and what is done by now."""

    year: LearningYear
    status: YearStatus | None
    report: YearReport | None

    @property
    def done_late(self) -> list[dict[str, Any]]:
        """Return what was missing on the cut-off day and has been completed since."""
        if self.status is None:
            return []
        return [
            part | {"done_on": day}
            for part in self.status.facts["parts"]
            if not part["done_on"] and (day := self._late_days.get(part["key"]))
        ]

    @property
    def _late_days(self) -> dict[str, dt.date]:
        assert self.status is not None  # noqa: S101
        missing = [one["key"] for one in self.status.facts["parts"] if not one["done_on"]]
        if not missing:
            return {}
        found: dict[str, dt.date] = {}
        models: list[tuple[Any, str]] = [(Enrolment, "course"), (ProgrammeEnrolment, "programme")]
        for model, field in models:
            rows = model.objects.completed().filter(
                **{"person": self.status.person_id, f"{field}__key__in": missing}
            )
            first = rows.order_by().values_list(f"{field}__key").annotate(at=Min("completed_at"))
            found |= {str(key): timezone.localdate(at) for key, at in first}
        return found


def read_own_year(person: Person, year: LearningYear) -> OwnYear:
    """Return the year of a person: frozen, running, or without anything that is asked."""
    statuses = YearStatus.objects.with_state().filter(person=person, year=year.number)
    status = statuses.select_related("agency", "obligation").first()
    if status:
        return OwnYear(year, status, None)
    obligation = find_obligation(person, year)
    one = Person.objects.filter(pk=person.pk)
    found = judge_people(one, obligation) if obligation else []
    return OwnYear(year, None, found[0] if found else None)


def find_obligation(person: Person, year: LearningYear) -> YearlyObligation | None:
    """Return what is asked of the person where they serve today, or at the end of the year."""
    obligations = load_obligations(year.number)
    if not obligations:
        return None
    posting = posting_on(person, min(timezone.localdate(), year.last_day))
    if posting is None:
        return None
    standing = [one for one in obligations if one.closed_at is None]
    return pick_obligation(standing, PostFacts.of(posting))


def name_part(part: Mapping[str, Any]) -> str:
    """Return the title of a frozen part in the active language."""
    return in_language(part["titles"])
