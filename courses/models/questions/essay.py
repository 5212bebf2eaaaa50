"""Essays of papers that were handed in, and the marks that people give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from courses.models.quiz import AttemptItem, Quiz
from people.access import agencies_for, has_global_access
from people.dual_control import asked_by_same_authority
from people.models import Person, Role


class EssayQuerySet(models.QuerySet["Essay"]):
    def waiting(self) -> Self:
        """Return what is to be marked: nothing that was voided, withdrawn, left or erased."""
        return self.filter(
            decided_at=None,
            attempt_item__attempt__void=None,
            attempt_item__version__withdrawn_at=None,
            attempt_item__attempt__enrolment__withdrawn_at=None,
        )

    def visible_to(self, viewer: Person) -> Self:
        """Return those of courses where the viewer is a trainer, but their own."""
        person = "attempt_item__attempt__enrolment__person__in"
        # Security: nobody marks their own paper, nor that of whom they act for.
        others = self.exclude(**{person: viewer.principals(Role.Kind.TRAINER)})
        if has_global_access(viewer):
            return others
        return others.filter(quiz__course__agency__in=agencies_for(viewer, Role.Kind.TRAINER))

    def markable_by(self, viewer: Person) -> Self:
        """Return what waits for the viewer: marked by nobody one with them."""
        mine = EssayMark.objects.given().filter(essay=OuterRef("pk"))
        own = asked_by_same_authority(viewer, asker="marker", at="given_at")
        return self.waiting().visible_to(viewer).filter(~Exists(mine.filter(own)))

    def by_age(self) -> Self:
        return self.order_by("handed_in_at", "pk")


class Essay(models.Model):
    """Keeps that a text of a paper waits for marks, or how it was decided.

    The quiz's rules are copied when it is handed in. ``difference``: by how many percent the first
    two markers are apart.
    """

    attempt_item = models.OneToOneField(AttemptItem, models.PROTECT, related_name="essay")
    # Also of the attempt: a queue is read by course, and must not join every paper.
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="essays")
    handed_in_at = models.DateTimeField()
    marker_count = models.PositiveSmallIntegerField()
    marker_threshold = models.PositiveSmallIntegerField()
    difference = models.PositiveSmallIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = EssayQuerySet.as_manager()

    class Meta:
        verbose_name = _("essay")
        verbose_name_plural = _("essays")
        ordering = ["handed_in_at", "pk"]
        indexes = [
            # What was marked long ago must not slow the queue.
            models.Index(
                fields=["quiz", "handed_in_at"],
                condition=Q(decided_at=None),
                name="essays_that_wait",
            )
        ]

    def __str__(self) -> str:
        return f"{self.attempt_item_id} · {self.handed_in_at:%Y-%m-%d}"


class EssayMarkQuerySet(models.QuerySet["EssayMark"]):
    def given(self) -> Self:
        return self.exclude(given_at=None)

    def held(self, at: dt.datetime) -> Self:
        """Return drafts of who is marking at the moment."""
        return self.filter(given_at=None, held_until__gt=at)


class EssayMark(models.Model):
    """One person's marks of an essay: a draft until they are given, never changed afterwards.

    ``choices``: ``{criterion: level}``. While ``held_until`` is to come nobody else takes the
    draft's place. One with a ``reason`` corrects what was decided before it, which stays.
    """

    essay = models.ForeignKey(Essay, models.CASCADE, related_name="marks")
    marker = models.ForeignKey(Person, models.PROTECT, related_name="+")
    choices = models.JSONField(default=dict)
    comment = models.TextField(_("comment to the learner"), blank=True, max_length=2000)
    share = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    held_until = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why it is corrected"), max_length=300, blank=True)

    objects = EssayMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark of an essay")
        verbose_name_plural = _("marks of essays")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["essay", "marker"],
                condition=Q(reason=""),
                name="nobody_marks_an_essay_twice",
            ),
            models.CheckConstraint(
                condition=Q(given_at=None, share=None)
                | Q(given_at__isnull=False, share__isnull=False, share__gte=0, share__lte=1),
                name="a_given_mark_has_its_share",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(given_at__isnull=False),
                name="a_correction_of_a_mark_is_given_at_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.essay_id} · {self.share}"


def pick_effective_marks(marks: Collection[EssayMark]) -> list[EssayMark]:
    """Return of given marks those that count: the last correction, a third mark, else all."""
    given = list(marks)
    is_overruled = len(given) > 2 or any(one.reason for one in given)
    return given[-1:] if is_overruled else given
