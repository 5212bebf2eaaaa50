"""Agencies in time: what they were until a day, and the acts that changed them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models.agency import Agency
from people.models.periods import FIRST_SERVICE_DAY, LAST_SERVICE_DAY
from people.models.person import Person


class AgencyVersion(models.Model):
    """What an agency was until a day, the first on which it was so no more.

    It holds from the day of the version before. `Agency` itself is what it is since the last one:
    no two of them can overlap, and none is missing between.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="versions")
    until = models.DateField(_("until"))
    names = models.JSONField(_("names"), default=dict)
    kind = models.CharField(_("kind"), max_length=20, choices=Agency.Kind.choices)
    parent = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    # Its number among those beside it, as treebeard writes paths: rows of then keep their order.
    step = models.CharField(max_length=Agency.steplen, default="", db_default="")

    class Meta:
        verbose_name = _("former state of an agency")
        verbose_name_plural = _("former states of agencies")
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "until"], name="an_agency_changes_once_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("agency")),
                name="no_agency_stood_under_itself",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=FIRST_SERVICE_DAY, until__lte=LAST_SERVICE_DAY),
                name="agencies_change_on_possible_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} · {self.until}"


class AgencyActQuerySet(models.QuerySet["AgencyAct"]):
    def planned(self) -> Self:
        """Return acts that wait for their day."""
        return self.filter(state=AgencyAct.State.PLANNED)

    def visible_to(self, person: Person) -> Self:
        """Return acts on agencies that the person may see."""
        return self.filter(agency__in=Agency.objects.visible_to(person))


class AgencyAct(models.Model):
    """What an office does to an agency from a day on; `people.agencies` is the only writer.

    ``wish`` is what was asked for, ``done`` the state of every agency and the postings that were
    changed, from which the act is taken back.
    """

    class Kind(models.TextChoices):
        RENAMING = "rename", pgettext_lazy("agency", "Renamed")
        MOVE = "move", pgettext_lazy("agency", "Moved")
        SPLIT = "split", pgettext_lazy("agency", "Split")
        MERGER = "merge", pgettext_lazy("agency", "Merged")
        CLOSURE = "close", pgettext_lazy("agency", "Closed")

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("act", "Planned")
        DONE = "done", pgettext_lazy("act", "Done")
        TAKEN_BACK = "taken_back", pgettext_lazy("act", "Taken back")
        FAILED = "failed", pgettext_lazy("act", "Not possible on its day")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="acts")
    day = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    wish = models.JSONField(default=dict)
    done = models.JSONField(default=dict)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("taken back at"), null=True)

    objects = AgencyActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act on an agency")
        verbose_name_plural = _("acts on agencies")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(day__gte=FIRST_SERVICE_DAY, day__lte=LAST_SERVICE_DAY),
                name="acts_on_agencies_have_possible_days",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_back")
                | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="somebody_takes_an_act_on_an_agency_back",
            ),
        ]
        indexes = [models.Index(fields=["day"], condition=Q(state="planned"), name="acts_to_come")]

    def __str__(self) -> str:
        return f"{self.agency_id} · {self.kind} · {self.day}"
