"""Rules of passing, each a version of its course."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PassRule(models.Model):
    """What passes a course from a time on; written once, `courses.passing` is the only writer."""

    course = models.ForeignKey("courses.Course", models.PROTECT, related_name="pass_rules")
    number = models.PositiveSmallIntegerField()
    # None: all lessons and quizzes, as where no rule was ever written.
    rule = models.JSONField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rule of passing")
        verbose_name_plural = _("rules of passing")
        ordering = ["course", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "number"], name="a_pass_rule_is_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course_id} · {self.number}"
