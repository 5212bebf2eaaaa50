"""Roles: what a person may do, on an agency and everything under it."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.agency import Agency
from people.models.person import Person


class RoleQuerySet(models.QuerySet["Role"]):
    def on(self, day: dt.date) -> Self:
        """Roles that hold on the day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def reading(self) -> Self:
        """Roles that may read the figures of their agencies."""
        return self.filter(kind__in=[Role.Kind.HR, Role.Kind.SECRETARIAT])


class Role(models.Model):
    class Kind(models.TextChoices):
        HR = "hr", _("HR manager")
        TRAINER = "trainer", _("Trainer")
        TRANSLATOR = "translator", _("Translator")
        REGISTRAR = "registrar", _("Registrar")
        SECRETARIAT = "secretariat", _("Plan secretariat")

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="roles")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    valid_from = models.DateField(_("valid from"), default=dt.date(2021, 1, 1))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency", "kind"], name="a_role_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="role_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()} · {self.agency}"
