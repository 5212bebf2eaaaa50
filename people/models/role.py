"""Roles: what a person may do on an agency and everything below it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.agency import Agency
from people.models.periods import require_period
from people.models.person import Person


class RoleQuerySet(models.QuerySet["Role"]):
    def on(self, day: dt.date) -> Self:
        """Return roles that hold on the day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def visible_to(self, viewer: Person) -> Self:
        """Return the viewer's own roles and those they lent, and all where they keep or audit."""
        if not viewer.is_active or viewer.is_superuser:
            return self.all() if viewer.is_active else self.none()
        readers = {Role.Kind.HR, Role.Kind.AUDITOR}
        tops = [role.agency for role in viewer.current_roles if role.kind in readers]
        under = Agency.objects.under(*tops).values("pk")
        return self.filter(Q(person=viewer) | Q(acting_for=viewer) | Q(agency__in=under))

    def lasting_beyond(self, day: dt.date) -> Self:
        """Return roles that hold on the day, or begin later; none that was taken back."""
        ends_later = Q(valid_to__gt=day) & Q(valid_to__gt=F("valid_from"))
        return self.filter(Q(valid_to=None) | ends_later)

    def overlapping(self, role: Role) -> Self:
        """Return other roles of the same person, kind, agency and giver on a day of this one."""
        if role.is_void:
            return self.none()
        same = self.filter(
            person=role.person, agency=role.agency, kind=role.kind, acting_for=role.acting_for
        ).exclude(pk=role.pk)
        if role.valid_to:
            same = same.filter(valid_from__lt=role.valid_to)
        return same.lasting_beyond(role.valid_from)


class Role(models.Model):
    """A right that a person has on an agency and below it, from one day to another.

    A line manager has it on the agency alone. ``acting_for`` lent the role: it is used in that
    person's place. Only `people.roles` and the form of a person in the office write here.
    """

    class Kind(models.TextChoices):
        HR = "hr", _("HR manager")
        VIEWER = "viewer", _("HR viewer")
        LINE_MANAGER = "line", _("Line manager")
        TRAINER = "trainer", _("Trainer")
        REVIEWER = "reviewer", _("Reviewer")
        TRANSLATOR = "translator", _("Translator")
        REGISTRAR = "registrar", _("Registrar")
        SECRETARIAT = "secretariat", _("Plan secretariat")
        AUDITOR = "auditor", _("Auditor")

    # Who read the figures of their agencies, and the desk that shows what these are of.
    FIGURE_READERS = (Kind.HR, Kind.VIEWER, Kind.SECRETARIAT)

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="roles")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    valid_from = models.DateField(_("valid from"), default=dt.date(2021, 1, 1))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    # The end as it was given: what an undone ending goes back to.
    planned_to = models.DateField(null=True, editable=False)
    acting_for = models.ForeignKey(
        Person, models.PROTECT, null=True, editable=False, related_name="lent_roles"
    )
    # Of roles from before these columns, and of those that a machine gave, nobody is known.
    given_by = models.ForeignKey(
        Person, models.PROTECT, null=True, editable=False, related_name="+"
    )
    given_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(max_length=200, default="", db_default="", editable=False)
    ended_by = models.ForeignKey(
        Person, models.PROTECT, null=True, editable=False, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    end_reason = models.CharField(max_length=200, default="", db_default="", editable=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            # An empty period: a role that was taken back on the day it was given.
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="role_does_not_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(acting_for=None)
                | (Q(valid_to__isnull=False) & ~Q(acting_for=F("person"))),
                name="a_lent_role_has_an_end_and_another_holder",
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
        known = self.person_id and self.agency_id and self.valid_from
        if known and Role.objects.overlapping(self).exists():
            raise ValidationError(_("The person has this role on a day of these already."))

    def _forget_current_roles(self) -> None:
        # `Person.current_roles` is cached on the instance, which may go on being used.
        self.person.__dict__.pop("current_roles", None)

    @property
    def may_read(self) -> bool:
        """Whether the role lets the person read the figures of its agencies."""
        return self.kind in self.FIGURE_READERS

    @property
    def is_void(self) -> bool:
        """Whether the role was taken back before it held a day."""
        return self.valid_to is not None and self.valid_to <= self.valid_from

    def covers(self, agency: Agency) -> bool:
        """Return whether the role holds on the agency, by its place in the tree."""
        # A path begins with the paths of all agencies above it, each step of fixed width.
        if self.kind == self.Kind.LINE_MANAGER:
            return agency.path == self.agency.path
        return agency.path.startswith(self.agency.path)
