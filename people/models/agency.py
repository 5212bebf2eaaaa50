"""Agencies: the tree of ministries, departments and offices in which people serve."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from people.models.periods import require_period
from people.text.languages import in_language

if TYPE_CHECKING:
    from people.models.person import Person


def list_line_paths(path: str) -> list[str]:
    """Return the paths of those above the agency at the path, the highest first, and its own."""
    return [path[:end] for end in range(Agency.steplen, len(path) + 1, Agency.steplen)]


class AgencyQuerySet(MP_NodeQuerySet):
    def on(self, day: dt.date) -> Self:
        """Return agencies that exist on the day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def under(self, *agencies: Agency) -> Self:
        """Return the given agencies and everything below them."""
        if not agencies:
            return self.none()
        paths = Q()
        for agency in agencies:
            paths |= Q(path__startswith=agency.path)
        return self.filter(paths)

    def figures_visible_to(self, person: Person | AnonymousUser) -> Self:
        """Return the agencies whose figures the person may read: the subtrees of their roles."""
        if not person.is_active:
            return self.none()
        if person.is_superuser:
            return self.all()
        return self.under(*(role.agency for role in person.current_roles if role.may_read))

    def visible_to(self, person: Person | AnonymousUser) -> Self:
        """Return the agencies whose people the person may see: those, and line managers' units."""
        if not person.is_active or person.is_superuser:
            return self.figures_visible_to(person)
        roles = person.current_roles
        # Figures are of whole subtrees, and the role of a line manager holds on the unit alone.
        found = Q(pk__in=[one.agency_id for one in roles if one.kind == one.Kind.LINE_MANAGER])
        for role in roles:
            if role.may_read:
                found |= Q(path__startswith=role.agency.path)
        return self.filter(found)


# mypy cannot follow a base class that is made when the module is loaded.
class AgencyManager(MP_NodeManager.from_queryset(AgencyQuerySet)):  # type: ignore[misc]
    """Hands out `AgencyQuerySet` in the order of the tree."""

    # treebeard's manager names its own query set in get_queryset, whatever from_queryset is given.
    def get_queryset(self) -> AgencyQuerySet:
        return AgencyQuerySet(self.model, using=self._db).order_by("path")


class Agency(MP_Node):
    """An agency from one day to another; ``successor`` is what took its place when it closed."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        MINISTRY = "ministry", _("Union ministry")
        UNION_BODY = "union_body", _("Union body")
        DEPARTMENT = "department", _("Department")
        STATE_REGION = "state_region", _("State or region office")
        DISTRICT = "district", _("District office")
        TOWNSHIP = "township", _("Township office")
        PARTNER = "partner", _("Private partner")

    class Setting(models.TextChoices):
        URBAN = "urban", _("Urban")
        RURAL = "rural", _("Rural")

    class Publishing(models.TextChoices):
        """Who publishes what trainers and translators of the agency have written."""

        AUTHORS = "authors", _("Trainers and translators publish their own work")
        TRAINERS = "trainers", _("Trainers publish their own work and that of translators")
        SECOND_PERSON = "second", _("A second trainer publishes; nobody publishes their own work")
        REVIEWER = (
            "reviewer",
            _("A reviewer publishes what trainers and translators submit"),
        )

    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    names = models.JSONField(_("names"), default=dict)
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    township_pcode = models.CharField(_("township p-code"), max_length=20, blank=True)
    setting = models.CharField(_("setting"), max_length=10, choices=Setting.choices, blank=True)
    publishing = models.CharField(
        _("who publishes courses"),
        max_length=10,
        choices=Publishing.choices,
        default=Publishing.AUTHORS,
        db_default=Publishing.AUTHORS,  # for servers of the release before, which do not know it
    )
    # Its people may sign in on shared machines by a card and a PIN: `people.accounts.cards`.
    has_sign_in_cards = models.BooleanField(default=False, db_default=False, editable=False)
    # Its people, and those below, are reminded by text: `people.accounts.sending.text_reminders`.
    has_text_reminders = models.BooleanField(default=False, db_default=False, editable=False)
    valid_from = models.DateField(_("valid from"), default=dt.date(2021, 1, 1))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )

    objects = AgencyManager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="agency_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        require_period(self.valid_from, self.valid_to, field="valid_to")

    def exists_on(self, day: dt.date) -> bool:
        """Return whether the agency exists on the day; ``valid_to`` is the first day after it."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return in_language(self.names)

    # What lists of the office write above it; the property itself has no place for it.
    name.fget.short_description = _("Name")  # type: ignore[attr-defined]
