"""Finds who answers for a course: its owner, or the trainers of its agency in their place."""

from __future__ import annotations

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.models import Course
from people.access import agencies_for, has_role_over, who_teaches
from people.models import Person, Role


def find_owners(course: Course) -> list[Person]:
    """Return the owner while they are a trainer of it, else the nearest trainers of its agency."""
    owner = course.owner
    if owner and has_role_over(owner, Role.Kind.TRAINER, course.agency):
        return [owner]
    return who_teaches(course.agency)


def list_owned(person: Person) -> QuerySet[Course]:
    """Return the courses to be reviewed that the person answers for, the first due first.

    Whose owner left or moved is everybody's who teaches in its agency.
    """
    today = timezone.localdate()
    roles = Role.objects.on(today).filter(kind=Role.Kind.TRAINER)
    taught = agencies_for(person, Role.Kind.TRAINER)
    courses = Course.objects.live().to_be_reviewed(today).filter(agency__in=taught)
    # A path begins with the paths of all agencies above it.
    keeping = roles.filter(person=OuterRef("owner"), person__is_active=True)
    place = ExpressionWrapper(OuterRef("agency__path"), CharField())
    keeping = keeping.annotate(place=place).filter(place__startswith=F("agency__path"))
    kept_by_others = ~Q(owner=person) & Q(owner__isnull=False) & Exists(keeping)
    return courses.exclude(kept_by_others).order_by("review_by", "pk")
