"""Stores what figures are counted from: derived rows that can be made anew from the facts.

`reporting.spells` is the only writer, beside the database's own triggers (decision 0075).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.expressions import Combinable
from django.db.models.fields.related import ForeignObject
from django.utils.translation import gettext_lazy as _

from certification.models import Evidence
from people.models import Agency, Person, Posting
from plan.models import Measure

# What is counted together.
_OF_CELL = ("skill_key", "measure", "level", "kind")


class Spell(models.Model):
    """A time in which a person counts in an agency for one thing; ``ends_on`` is the day after.

    *Held* spells of a person and skill never overlap: counting rows is counting people. ``level``
    is the highest that is held and ``kind`` the strongest proof of it; *trained* has a spell for
    each completion. A ``skill_key`` is the id of a skill; 0 is the head-count, without a level.
    """

    HEADCOUNT = 0

    # Without a constraint: of who is deleted they stay until the next fold, which takes them out
    # of the sums as well.
    person = models.ForeignKey(
        Person, models.DO_NOTHING, related_name="spells", db_constraint=False
    )
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="spells", db_index=False)
    skill_key = models.PositiveBigIntegerField()
    measure = models.CharField(max_length=10, choices=Measure.choices)
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Evidence.Kind.choices, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("counted time")
        verbose_name_plural = _("counted times")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                name="a_spell_ends_after_it_starts",
            )
        ]
        indexes = [
            # All that a count asks for: it is answered from the index alone.
            models.Index(
                fields=[
                    *("agency", "skill_key", "measure", "starts_on", "ends_on"),
                    *("level", "kind", "person"),
                ],
                name="spells_of_agencies",
            ),
            # What some days changed in a large unit, whose months before are in cells.
            models.Index(fields=["starts_on", *_OF_CELL, "agency"], name="spells_that_start"),
            models.Index(fields=["ends_on", *_OF_CELL, "agency"], name="spells_that_end"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.skill_key} · {self.starts_on}"


class _PostingsOfPerson(ForeignObject):
    """Joins postings by the person they have in common, without reading who that is."""

    def _check_unique_target(self) -> list[Any]:
        # Rows are joined and none is fetched: a person has several postings.
        return []


# Through the person a database joins a million of them for nothing, and takes the postings one by
# one. No field of the table: ``postings__…`` in conditions is all that it is for.
_PostingsOfPerson(
    Posting, models.DO_NOTHING, from_fields=["person"], to_fields=["person"], related_name="+"
).contribute_to_class(Spell, "postings", private_only=True)


class StalePersonQuerySet(models.QuerySet["StalePerson"]):
    def people(self) -> models.QuerySet[Any]:
        """The ids of those who are stale, for conditions."""
        return self.order_by().values("person")

    def mark(self, *values: Combinable) -> models.QuerySet[Any]:
        """One row of the values, of nobody, where somebody is stale.

        A part of a statement that reads spells alone: it says itself whether it may be trusted.
        """
        # Not the first one of all: SQLite knows no limit within parts of a statement.
        return self.order_by().values_list(*values).distinct()


class StalePerson(models.Model):
    """Says that facts of a person changed since their spells were derived.

    Triggers of the database append it in the transaction of the fact, whoever writes. Append-only
    on purpose: of an upsert the second writer would find the first one's row, which a fold that
    has not seen the second fact may be about to delete.
    """

    # Without a constraint: who is deleted meanwhile leaves a row that the next fold takes away.
    person = models.ForeignKey(
        Person, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )

    objects = StalePersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person to count again")
        verbose_name_plural = _("people to count again")

    def __str__(self) -> str:
        return str(self.person_id)


class Tally(models.Model):
    """A large unit whose spells are added up by month, and over which agencies.

    ``digest`` is of the ids of its agencies. Another set makes another tally: whoever reads finds
    the agencies that it knows, or none. The totals are of ``day``, the same for all tallies.
    """

    unit = models.OneToOneField(Agency, models.CASCADE, related_name="tally")
    digest = models.CharField(max_length=64)
    day = models.DateField()

    class Meta:
        verbose_name = _("sum of a large unit")
        verbose_name_plural = _("sums of large units")

    def __str__(self) -> str:
        return str(self.unit_id)


class TallyAgency(models.Model):
    """An agency whose spells a tally adds up."""

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="agencies")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="tallies")

    class Meta:
        verbose_name = _("agency of a sum")
        verbose_name_plural = _("agencies of sums")

    def __str__(self) -> str:
        return f"{self.tally_id} · {self.agency_id}"


class TallyCell(models.Model):
    """How many spells of a tally started in a month, less those that ended in it."""

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="cells", db_index=False)
    skill_key = models.PositiveBigIntegerField()
    measure = models.CharField(max_length=10, choices=Measure.choices)
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Evidence.Kind.choices, blank=True)
    month = models.DateField()
    change = models.IntegerField()

    class Meta:
        verbose_name = _("sum of a month")
        verbose_name_plural = _("sums of months")
        constraints = [
            models.UniqueConstraint(
                fields=["tally", *_OF_CELL, "month"], name="a_month_is_added_up_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tally_id} · {self.skill_key} · {self.month}"


class TallyTotal(models.Model):
    """How many spells of a tally there are on its day, and were before the month of that day.

    Figures of today read these rows alone, and those of other days begin with them.
    """

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="totals", db_index=False)
    skill_key = models.PositiveBigIntegerField()
    measure = models.CharField(max_length=10, choices=Measure.choices)
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Evidence.Kind.choices, blank=True)
    before_month = models.IntegerField(default=0)
    on_day = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("total of a day")
        verbose_name_plural = _("totals of a day")
        constraints = [
            models.UniqueConstraint(fields=["tally", *_OF_CELL], name="a_total_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.tally_id} · {self.skill_key}"


class RecountResult(models.Model):
    """What the last recount found: one row, so that a right one ends the alarm of a wrong one."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    at = models.DateTimeField(_("counted again at"))
    people = models.PositiveIntegerField(_("people who are counted wrongly"))
    units = models.PositiveIntegerField(_("units whose sums are wrong"))

    class Meta:
        verbose_name = _("result of a recount")
        verbose_name_plural = _("results of recounts")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="the_last_recount_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.at} · {self.people} · {self.units}"

    @property
    def is_right(self) -> bool:
        return not (self.people or self.units)
