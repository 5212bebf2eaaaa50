"""Writes the lines of lists of a year: of who is frozen, and of whom it is asked still."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from courses.hours.durations import round_hours
from courses.models import ExemptionReason, YearlyObligation, YearState, YearStatus
from courses.obligations.judging import judge_people
from people.models import Person


@dataclass(frozen=True)
class YearLineOfPerson:
    """A person's line of a list: frozen, or as of today."""

    person_id: int
    state: str
    exempt_reason: str
    done: int
    asked: int
    minutes: int | None
    required: int | None
    is_corrected: bool = False
    person: Person | None = None

    @property
    def label(self) -> str:
        return str(YearState(self.state).label)

    @property
    def reason(self) -> str:
        return str(ExemptionReason(self.exempt_reason).label) if self.exempt_reason else ""

    @property
    def hours(self) -> float | None:
        return None if self.minutes is None else round_hours(self.minutes)

    @property
    def hours_asked(self) -> float | None:
        return None if self.required is None else round_hours(self.required)


def find_frozen(obligation: YearlyObligation, viewer: Person, people: QuerySet[Person]) -> Any:
    rows = YearStatus.objects.visible_to(viewer).with_state().filter(obligation=obligation)
    rows = rows.filter(person__in=people.values("pk")).select_related("person", "agency")
    return rows.order_by(Person.name_order("person__"), "pk")


def describe_status(row: Any) -> YearLineOfPerson:
    parts, hours = row.facts["parts"], row.facts["hours"] or {}
    is_corrected = row.current_state != row.state
    return YearLineOfPerson(
        person_id=row.person_id,
        state=row.current_state,
        exempt_reason="" if is_corrected else row.exempt_reason,
        done=sum(1 for part in parts if part["done_on"]),
        asked=len(parts),
        minutes=hours.get("total"),
        required=hours.get("required"),
        is_corrected=is_corrected,
        person=row.person,
    )


def list_running(obligation: YearlyObligation, people: Any) -> list[YearLineOfPerson]:
    """Return everybody's line as of today, those who lack most first."""
    order = [YearState.NOT_FULFILLED, YearState.PARTLY, YearState.FULFILLED, YearState.EXEMPT]
    lines = [
        YearLineOfPerson(
            person_id=one.person_id,
            state=one.state,
            exempt_reason=one.exempt_reason,
            done=len(one.parts) - len(one.missing),
            asked=len(one.parts),
            minutes=one.hours.total if one.hours else None,
            required=one.hours.required if one.hours else None,
        )
        for one in judge_people(people, obligation)
    ]
    return sorted(lines, key=lambda line: (order.index(YearState(line.state)), line.person_id))


def add_people(page: Any) -> list[YearLineOfPerson]:
    found = Person.objects.in_bulk([line.person_id for line in page])
    return [replace(line, person=found[line.person_id]) for line in page]
