"""What identity systems of agencies may say of their people, and what each said last."""

from __future__ import annotations

import uuid
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.agency import Agency
from people.models.imports import RosterProposal
from people.models.person import Person
from people.models.role import Role


class ScimTokenQuerySet(models.QuerySet["ScimToken"]):
    def visible_to(self, person: Person | AnonymousUser) -> Self:
        """Return tokens for units where the person is HR manager."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        if person.is_superuser:
            return self.all()
        offices = [role.agency for role in person.current_roles if role.kind == Role.Kind.HR]
        return self.filter(unit__in=Agency.objects.under(*offices))


class ScimToken(models.Model):
    """The key of an identity system of a unit; `people.scim.tokens` is the only writer.

    ``digest`` is of the secret, which nobody keeps. It works while whoever gave it has the role.
    """

    unit = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = ScimTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_by=None, revoked_at=None)
                | Q(revoked_by__isnull=False, revoked_at__isnull=False),
                name="somebody_revokes_a_token",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ScimAccount(models.Model):
    """A user as the identity system of a unit described it; `people.scim` is the only writer.

    ``resource`` is what it sent of the attributes that rosters know; ``is_waiting`` says that it
    changed since it was put into a proposal. A deleted one stays until the proposal is decided.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    # As it is compared: two spellings of a name are one.
    user_name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)
    staff_number = models.CharField(max_length=254, blank=True, db_index=True)
    resource = models.JSONField(encoder=DjangoJSONEncoder)
    is_active = models.BooleanField()
    is_waiting = models.BooleanField(default=True)
    proposal = models.ForeignKey(RosterProposal, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "user_name"],
                condition=Q(deleted_at=None),
                name="a_user_name_means_one_account_of_a_unit",
            )
        ]
        indexes = [
            models.Index(fields=["unit", "external_id"], name="accounts_by_external_id"),
            # For the sweep: few of many wait.
            models.Index(fields=["unit"], condition=Q(is_waiting=True), name="accounts_that_wait"),
        ]

    def __str__(self) -> str:
        return f"{self.user_name} · {self.staff_number}"
