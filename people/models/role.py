"""Roles: what a person may do on an agency and everything below it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.agency import Agency
from people.models.periods import require_period
from people.models.person import Person


class RoleQuerySet(models.QuerySet["Role"]):
    def on(self, day: dt.date) -> Self:
        """Return roles that hold on the day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class Role(models.Model):
    """A right that a person has on an agency and below it, from one day to another."""

    class Kind(models.TextChoices):
        HR = "hr", _("HR manager")
        TRAINER = "trainer", _("Trainer")
        TRANSLATOR = "translator", _("Translator")
        REGISTRAR = "registrar", _("Registrar")
        SECRETARIAT = "secretariat", _("Plan secretariat")
        AUDITOR = "auditor", _("Auditor")

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self._forget_current_roles()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._forget_current_roles()
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        require_period(self.valid_from, self.valid_to, field="valid_to")

    def _forget_current_roles(self) -> None:
        # `Person.current_roles` is cached on the instance, which may go on being used.
        self.person.__dict__.pop("current_roles", None)

    @property
    def may_read(self) -> bool:
        """Whether the role lets the person read the figures of its agencies."""
        return self.kind in {self.Kind.HR, self.Kind.SECRETARIAT}
