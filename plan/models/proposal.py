"""Files of the plan as proposals: what each would change, who decided, and what became of it."""

from __future__ import annotations

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Person, ProposedFile
from plan.secretariat import is_of_national_secretariat


class PlanProposalQuerySet(models.QuerySet["PlanProposal"]):
    def visible_to(self, person: Person | AnonymousUser) -> Self:
        """Return all of them for the secretariat of the country, none for others."""
        return self.all() if is_of_national_secretariat(person) else self.none()

    def without_content(self) -> Self:
        """Leave out what may be megabytes a row, for lists."""
        return self.defer("content", "lines", "undo")


class PlanProposal(ProposedFile):
    """A file that somebody brought; `plan.proposals` is the only writer.

    ``lines`` and ``undo`` are packed by it: what each line does, and what is written back when
    the proposal is undone. ``outcome`` is a digest of all that the lines do.
    """

    class Kind(models.TextChoices):
        TARGETS = "targets", _("Targets")
        PLAN = "plan", _("Plan with phases and clauses")
        FRAMEWORK = "framework", _("Framework of skills")
        LEVELS = "levels", _("Levels of a framework")
        CROSSWALK = "crosswalk", _("Crosswalk of frameworks")

    class State(models.TextChoices):
        OPEN = "open", _("Waits for approval")
        REFUSED = "refused", _("Refused")
        EMPTY = "empty", _("Changes nothing")
        APPLIED = "applied", _("Applied")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        STALE = "stale", _("Out of date")
        UNDONE = "undone", _("Undone")

    class Group(models.TextChoices):
        NEW = "new", pgettext_lazy("lines of a file", "New")
        CHANGED = "changed", pgettext_lazy("lines of a file", "Changed")
        RETIRED = "retired", pgettext_lazy("lines of a file", "Retired")
        REFUSED = "refused", pgettext_lazy("lines of a file", "Refused")
        UNCHANGED = "unchanged", pgettext_lazy("lines of a file", "Unchanged")

    CHANGING_GROUPS = ("changed", "retired")
    # Nobody brings one by command, which the history of the back office asks.
    operator = ""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    options = models.JSONField(default=dict)
    content = models.BinaryField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    lines = models.BinaryField()
    outcome = models.CharField(max_length=64)
    undo = models.BinaryField(null=True)

    objects = PlanProposalQuerySet.as_manager()

    class Meta(ProposedFile.Meta):
        verbose_name = _("file of the plan")
        verbose_name_plural = _("files of the plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("by")) | Q(is_by_one=True),
                name="a_second_person_approves_a_file_of_the_plan",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=("applied", "undone"),
                    approved_by__isnull=False,
                    applied_at__isnull=False,
                )
                | (~Q(state__in=("applied", "undone")) & Q(approved_by=None, applied_at=None)),
                name="a_file_of_the_plan_is_approved_to_be_applied",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", closed_by__isnull=False, closed_at__isnull=False)
                | Q(state="stale", closed_by=None, closed_at__isnull=False)
                | (~Q(state__in=("withdrawn", "stale")) & Q(closed_by=None, closed_at=None)),
                name="a_file_of_the_plan_is_closed_by_somebody_or_stale",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_by__isnull=False, undone_at__isnull=False)
                | (~Q(state="undone") & Q(undone_by=None, undone_at=None)),
                name="somebody_undoes_a_file_of_the_plan",
            ),
        ]
