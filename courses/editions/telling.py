"""Tells of editions: those in the middle, and those who are asked to renew within a window.

All of it is found again from the rows, so a worker that was killed, and two at once, do no harm.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from courses.editions.ends import follow_ends
from courses.editions.reach import list_lasting_completions
from courses.models import CourseEdition, EditionRenewal, Enrolment
from people.messaging import notify_people
from people.models import Person
from people.queue import sweep_rows

_PIECE_SIZE = 500  # on SQLite everybody else who writes waits for a piece


def tell_of_editions() -> None:
    """Go on with editions whose task was lost or killed."""
    waiting = CourseEdition.objects.untold().order_by("pk").values_list("pk", flat=True)
    sweep_rows(waiting, tell_of_edition)


def tell_of_edition(pk: int) -> None:
    """Tell everybody whom a standing edition concerns; end the completions it asks to renew."""
    edition = CourseEdition.objects.untold().select_related("course").filter(pk=pk).first()
    if edition is None:
        return
    if edition.renew_by:
        while _renew_next_piece(edition):
            pass
    _tell_learners(edition)
    CourseEdition.objects.filter(pk=pk).update(told_at=timezone.now())


@transaction.atomic
def _renew_next_piece(edition: CourseEdition) -> int:
    """End the next completions on the day, and write to their people; return how many."""
    # Locked: who takes the edition back meanwhile finds all rows or none of this piece.
    standing = CourseEdition.objects.select_for_update().standing().filter(pk=edition.pk)
    if not standing.exists():
        return 0
    rows = list(_find_completions(edition).select_related("person")[:_PIECE_SIZE])
    EditionRenewal.objects.bulk_create(
        (EditionRenewal(edition=edition, enrolment=row, ended_before=row.ends_on) for row in rows),
        ignore_conflicts=True,
    )
    keys = [row.pk for row in rows]
    Enrolment.objects.filter(pk__in=keys).update(ends_on=edition.renew_by)
    follow_ends(keys)
    people = [row.person for row in rows if row.person.is_active]
    notify_people(
        people, "courses/edition_renewal", subject=str(edition.pk), facts=_list_facts(edition)
    )
    return len(rows)


def _find_completions(edition: CourseEdition) -> QuerySet[Enrolment]:
    """Return completions of before that would last longer, each person's newest."""
    assert edition.renew_by is not None  # noqa: S101
    told = EditionRenewal.objects.filter(edition=edition, enrolment=OuterRef("pk"))
    lasting = list_lasting_completions(edition.course, edition.renew_by)
    return lasting.filter(~Exists(told), completed_at__lt=edition.opened_at).order_by("pk")


def _tell_learners(edition: CourseEdition) -> None:
    # In pieces: all learners of a nation's course do not fit into the memory of a worker.
    open_ones = Enrolment.objects.open().filter(
        course=edition.course_id, enrolled_at__lt=edition.opened_at
    )
    keys = list(open_ones.order_by("pk").values_list("person", flat=True))
    for at in range(0, len(keys), _PIECE_SIZE):
        people = Person.objects.filter(pk__in=keys[at : at + _PIECE_SIZE], is_active=True)
        notify_people(
            people, "courses/edition_begun", subject=str(edition.pk), facts=_list_facts(edition)
        )


def _list_facts(edition: CourseEdition) -> dict[str, Any]:
    path = reverse("courses:course", args=[edition.course.slug])
    return {
        "titles": edition.course.titles,
        "notes": edition.notes,
        "number": edition.number,
        "until": edition.renew_by and edition.renew_by.isoformat(),
        "address": f"{settings.SITE_URL}{path}",
    }
