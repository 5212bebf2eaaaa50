"""What is kept at the desk of an office: columns, groups of people, acts on many, looks."""

from __future__ import annotations

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from people.models.agency import Agency
from people.models.person import Person
from people.text.languages import in_language


class DeskPreference(models.Model):
    """The columns in which a person reads the list; `people.directory.columns` writes it."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="desk_preference"
    )
    columns = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.person_id} · {self.columns}"


class BulkActQuerySet(models.QuerySet["BulkAct"]):
    def visible_to(self, person: Person) -> Self:
        """Return the person's own: who was acted on is told to nobody else."""
        return self.filter(by=person)

    def unfinished(self) -> Self:
        """Return acts that were confirmed, with people still to come."""
        return self.filter(confirmed_at__isnull=False, finished_at=None)


class BulkAct(models.Model):
    """One act on many people: keys of those to come, done, and left out with the reason.

    `people.bulk` is the only writer.
    """

    kind = models.CharField(max_length=30)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    options = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField()
    waiting = models.JSONField(default=list)
    done = models.JSONField(default=list)
    left_out = models.JSONField(default=list)

    objects = BulkActQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(confirmed_at__isnull=False),
                name="what_is_finished_was_confirmed",
            )
        ]
        indexes = [
            # For the sweep: few acts among all are under way.
            models.Index(
                fields=["confirmed_at"],
                condition=Q(finished_at=None, confirmed_at__isnull=False),
                name="acts_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.total}"


class Look(models.Model):
    """Somebody read a person's data on a day; `people.history.looks` is the only writer.

    The database refuses to change or delete it, and nothing that is deleted takes it along.
    """

    viewer = models.ForeignKey(
        Person, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    person = models.ForeignKey(
        Person, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    day = models.DateField()

    class Meta:
        constraints = [
            # In the order in which it is asked: who looked at me, since when.
            models.UniqueConstraint(
                fields=["person", "viewer", "day"], name="a_look_is_kept_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.viewer_id} · {self.person_id} · {self.day}"


class AudienceQuerySet(models.QuerySet["Audience"]):
    def standing(self) -> Self:
        """Return those that nobody has retired."""
        return self.filter(retired_at=None)

    def by_hand(self) -> Self:
        """Return those whose people are kept on a list."""
        # Not `rule=None`, which asks for the null of JSON.
        return self.filter(rule__isnull=True)

    def visible_to(self, person: Person) -> Self:
        """Return audiences of agencies whose people the person may see."""
        return self.filter(agency__in=Agency.objects.visible_to(person))


class Audience(models.Model):
    """A named group of people of an agency: by a rule, or a list kept by hand without one.

    `people.audiences` is the only writer, and knows who is in it.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="audiences")
    names = models.JSONField(default=dict)
    # None: its people are kept by hand. Nothing of a rule is copied: it is asked on each day.
    rule = models.JSONField(null=True)
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = AudienceQuerySet.as_manager()

    def __str__(self) -> str:
        return in_language(self.names)


class AudienceMember(models.Model):
    """A person on a list kept by hand; away from the agency they are on it, and not in it."""

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.CASCADE, related_name="listed_in")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "person"], name="a_person_is_on_a_list_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.audience_id} · {self.person_id}"
