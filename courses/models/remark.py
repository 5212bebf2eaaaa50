"""What was changed in closed papers by a question, or a key, that was found wrong."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.item import ItemVersion
from courses.models.questions.correction import KeyCorrection
from courses.models.quiz import Attempt
from people.access import agencies_for, has_global_access
from people.models import Person, Role


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, viewer: Person) -> Self:
        """Return those of courses of agencies where the viewer is a trainer."""
        if has_global_access(viewer):
            return self
        taught = agencies_for(viewer, Role.Kind.TRAINER)
        return self.filter(attempt__quiz__course__agency__in=taught)


class Remark(models.Model):
    """States that a closed attempt was marked again: without a withdrawn question, or by a key.

    By a key where there is a ``correction``. The attempt has the better of both results; the row
    keeps what it was before.
    """

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="remarks")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="remarks")
    correction = models.ForeignKey(
        KeyCorrection, models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    points_before = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    score_before = models.PositiveSmallIntegerField(_("score before, in percent"))
    passed_before = models.BooleanField()
    remarked_at = models.DateTimeField()

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper marked again")
        verbose_name_plural = _("papers marked again")
        ordering = ["-remarked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "version"],
                condition=models.Q(correction=None),
                name="an_attempt_is_marked_again_once_a_withdrawal",
            ),
            models.UniqueConstraint(
                fields=["attempt", "correction"], name="an_attempt_is_marked_again_once_a_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.version_id}"
