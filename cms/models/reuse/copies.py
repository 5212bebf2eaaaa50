"""Copies of courses that somebody asked for, and how far they are."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models.catalogs import AgencyCatalogPage
from cms.models.courses import CoursePage
from people.models import Person


class CourseCopyQuerySet(models.QuerySet["CourseCopy"]):
    def at_work(self) -> Self:
        """Return those that wait for a worker or have one."""
        return self.filter(state=CourseCopy.State.WORKING)


class CourseCopy(models.Model):
    """One copy; ``key`` comes with the form, so that a second press makes no second copy.

    Only `cms.copying` writes here. ``choices`` say what becomes of each part; ``made`` holds the
    new pages by those they are copies of, and is written with each of them.
    """

    class State(models.TextChoices):
        WORKING = "working", _("Is being copied")
        DONE = "done", _("Copied, as drafts")
        FAILED = "failed", _("Could not be copied")

    key = models.UUIDField(unique=True)
    original = models.ForeignKey(CoursePage, models.SET_NULL, null=True, related_name="+")
    shelf = models.ForeignKey(AgencyCatalogPage, models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=255)
    choices = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WORKING)
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    made = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)  # titles of pages whose translation was not taken
    # Titles of quizzes that drew from a bank of which neither copy nor link could be made.
    emptied = models.JSONField(default=list, db_default=[])
    # Titles of lessons that were asked to follow their original, and are copies of it.
    unfollowed = models.JSONField(default=list, db_default=[])

    objects = CourseCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of a course")
        verbose_name_plural = _("copies of courses")
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=models.F("total")), name="a_copy_does_no_more_than_all"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_at_work(self) -> bool:
        return self.state == self.State.WORKING
