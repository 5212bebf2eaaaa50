"""Requests of persons to have their names put right, and what an office made of them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.agency import Agency
from people.models.person import Person
from people.models.postings import Posting
from people.models.role import Role


class NameRequestQuerySet(models.QuerySet["NameRequest"]):
    def waiting(self) -> Self:
        return self.filter(decided_at=None)

    def managed_by(self, person: Person) -> Self:
        """Return requests of people posted today where the person is HR manager.

        Not their own, nor of whom they act for.

        Those of people without a posting, such as citizens, are the administrators'.
        """
        others = self.exclude(person__in=person.principals(Role.Kind.HR))
        if person.is_active and person.is_superuser:
            return others
        roles = [role for role in person.current_roles if role.kind == Role.Kind.HR]
        agencies = Agency.objects.under(*(role.agency for role in roles if person.is_active))
        # Asked for each request: a list of all whom the office manages may be a nation's.
        postings = Posting.objects.on(timezone.localdate()).filter(agency__in=agencies)
        return others.filter(Exists(postings.filter(person=OuterRef("person"))))


class NameRequest(models.Model):
    """How a person says that their name is written; `people.renaming` is the only writer."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="name_requests")
    name_my = models.CharField(_("name in Burmese"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="name_decisions", verbose_name=_("by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    is_granted = models.BooleanField(null=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)

    objects = NameRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for another name")
        verbose_name_plural = _("requests for other names")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(decided_at=None),
                name="a_person_asks_for_one_name_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, is_granted=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_granted__isnull=False),
                name="somebody_decides_about_a_name",
            ),
            models.CheckConstraint(
                condition=~Q(name_my="") | ~Q(name_en=""), name="somebody_asks_for_some_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.name_my or self.name_en}"
