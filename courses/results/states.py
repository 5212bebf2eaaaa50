"""Derives where each learner of a course is; nothing of it is stored."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from courses.models import (
    AssignedPerson,
    Attempt,
    AttemptRequest,
    Course,
    Enrolment,
    LessonCompletion,
    build_passed_condition,
)
from people.access import agencies_for, has_global_access
from people.models import Person, Role

STUCK_DAYS = 14  # without opening a lesson or beginning a paper


class LearnerState(models.TextChoices):
    """Where a learner is; of several the first that holds, what asks for help first."""

    WAITING = "waiting", pgettext_lazy("learner", "Waits for an attempt")
    MARKING = "marking", pgettext_lazy("learner", "Waits for marks")
    FAILED = "failed", pgettext_lazy("learner", "Final test not passed")
    OVERDUE = "overdue", pgettext_lazy("learner", "Overdue")
    STUCK = "stuck", pgettext_lazy("learner", "Stuck")
    NOT_BEGUN = "not_begun", pgettext_lazy("learner", "Not begun")
    UNDER_WAY = "under_way", pgettext_lazy("learner", "Under way")
    COMPLETED = "completed", pgettext_lazy("learner", "Completed")
    LEFT = "left", pgettext_lazy("learner", "Left")


def list_taught(viewer: Person) -> QuerySet[Course]:
    """Return the courses of agencies where the viewer is a trainer."""
    if has_global_access(viewer):
        return Course.objects.all()
    return Course.objects.filter(agency__in=agencies_for(viewer, Role.Kind.TRAINER))


def add_states(rows: QuerySet[Enrolment], *, at: dt.datetime | None = None) -> QuerySet[Any]:
    """Keep each person's newest time in the course, with its ``state`` and last ``used`` day."""
    at = at or timezone.now()
    newer = Enrolment.objects.filter(
        person=OuterRef("person"), course=OuterRef("course"), occasion__gt=OuterRef("occasion")
    )
    used: Any = Coalesce("last_seen_at", "enrolled_at")
    return rows.filter(~Exists(newer)).annotate(used=used, state=_build_state(at))


def _build_state(at: dt.datetime) -> Case:
    mine = {"enrolment": OuterRef("pk")}
    waiting = AttemptRequest.objects.waiting().filter(**mine)
    final = Attempt.objects.filter(**mine, quiz__module=None, quiz__is_first_test=False)
    handed_in = Attempt.objects.filter(**mine, submitted_at__isnull=False, void=None)
    marking = handed_in.filter(score=None)
    today = timezone.localdate(at)
    late = AssignedPerson.objects.asked(today).filter(
        person=OuterRef("person"), assignment__course=OuterRef("course"), due_on__lt=today
    )
    begun = Exists(LessonCompletion.objects.filter(**mine)) | Exists(
        Attempt.objects.filter(**mine)
    )
    is_passed = build_passed_condition()
    whens = [
        # Completed first: most are, and nothing more is asked for them.
        (Q(completed_at__isnull=False), LearnerState.COMPLETED),
        (Q(withdrawn_at__isnull=False), LearnerState.LEFT),
        (Exists(waiting), LearnerState.WAITING),
        (Exists(marking), LearnerState.MARKING),
        (
            Exists(final.filter(submitted_at__isnull=False)) & ~Exists(final.filter(is_passed)),
            LearnerState.FAILED,
        ),
        (Exists(late), LearnerState.OVERDUE),
        (~begun, LearnerState.NOT_BEGUN),
        (Q(used__lt=at - dt.timedelta(days=STUCK_DAYS)), LearnerState.STUCK),
    ]
    return Case(
        *(When(condition, then=Value(state.value)) for condition, state in whens),
        default=Value(LearnerState.UNDER_WAY.value),
        output_field=models.CharField(),
    )


def count_states(rows: QuerySet[Any]) -> dict[str, int]:
    """Return how many rows of `add_states` are in each state."""
    counted = rows.order_by().values("state").annotate(people=Count("pk"))
    return dict(counted.values_list("state", F("people")))
