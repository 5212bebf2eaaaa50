"""The plan with its phases, which have days, and its clauses, which targets cite."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import require_period
from plan.models.framework import NamedModel


class Plan(NamedModel):
    """A plan of the government that sets targets for skills."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")


class Phase(NamedModel):
    """A numbered period of a plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="phases", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="a_phase_is_numbered_once_in_its_plan"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="phase_ends_after_it_starts"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        require_period(self.starts_on, self.ends_on, field="ends_on")


class Clause(NamedModel):
    """A clause of a plan, coded as the printed plan codes it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="clauses", verbose_name=_("plan"))
    code = models.CharField(_("code"), max_length=20)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["plan", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"], name="a_clause_is_coded_once_in_its_plan"
            )
        ]
