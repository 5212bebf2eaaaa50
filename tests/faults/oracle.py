"""Compares the journal with the record: what was acknowledged is there, and is there once."""

from collections.abc import Iterable

from django.db.models import Count

from certification.models import Certificate
from courses.models import Attempt, AttemptItem, Enrolment, LessonCompletion
from people.models import Message, Person
from tests.faults.journal import Act


def find_missing(acts: Iterable[Act]) -> list[Act]:
    """The acts that were acknowledged and have left no row."""
    return [act for act in acts if not _has_row(act)]


def _has_row(act: Act) -> bool:
    own = Attempt.objects.filter(enrolment__person=act.person, quiz=act.what)
    match act.name:
        case "enrol":
            return Enrolment.objects.filter(person=act.person, course=act.what).exists()
        case "lesson":
            done = LessonCompletion.objects.filter(enrolment__person=act.person)
            return done.filter(lesson=act.what).exists()
        case "start":
            return own.exists()
        case "save":
            chosen = AttemptItem.objects.filter(attempt__in=own).values_list("answer", flat=True)
            return bool(chosen) and all(answer == ["a"] for answer in chosen)
        case "hand in":
            return own.filter(passed=True).exclude(submitted_at=None).exists()
    raise ValueError(act.name)


def find_doubled(people: list[Person]) -> list[str]:
    """What somebody did or got more than once."""
    of = {"enrolment__person__in": people}
    counted = (
        ("enrolment", Enrolment.objects.filter(person__in=people).values("person", "course")),
        ("lesson", LessonCompletion.objects.filter(**of).values("enrolment", "lesson")),
        ("attempt", Attempt.objects.filter(**of).values("enrolment", "quiz")),
        ("certificate", Certificate.objects.filter(**of).values("enrolment")),
        ("message", Message.objects.filter(person__in=people).values("person", "kind", "subject")),
    )
    return [
        f"{name} {row}"
        for name, rows in counted
        for row in rows.annotate(times=Count("pk")).filter(times__gt=1)
    ]


def count_unsealed(people: list[Person]) -> int:
    """How many completed the course and hold no sealed certificate yet."""
    done = Enrolment.objects.filter(person__in=people).completed()
    sealed = Certificate.objects.filter(enrolment__in=done).exclude(sealed_at=None)
    return done.count() - sealed.values("enrolment").distinct().count()


def last_seal(people: list[Person]) -> float:
    """When the last of them was sealed, in seconds of the clock."""
    sealed = Certificate.objects.filter(person__in=people).exclude(sealed_at=None)
    last = sealed.order_by("-sealed_at").first()
    return last.sealed_at.timestamp() if last and last.sealed_at else float("inf")


def find_foreign_addresses(people: list[Person], address: str) -> list[str]:
    """Certificates that name another site than the one on which they were earned."""
    held = Certificate.objects.filter(person__in=people)
    return [one.code for one in held if one.credential and address not in one.credential]
