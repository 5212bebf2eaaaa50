"""Rows of statements: what a year of a person came to, as a sealed file."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import YearState, YearStatus
from people.models import Person


class YearStatementQuerySet(models.QuerySet["YearStatement"]):
    def sealed(self) -> Self:
        return self.exclude(sealed_at=None)

    def unsealed(self) -> Self:
        """Return those whose file waits; of an erased person it never comes."""
        return self.filter(sealed_at=None, is_erased=False)

    def latest_of(self, person: Person, year: int) -> YearStatement | None:
        """Return the statement of the year that nothing has replaced."""
        return self.filter(person=person, year=year, replaced_by=None).first()


class YearStatement(models.Model):
    """States the learning hours and the obligation of a year; a further one replaces it.

    ``digest`` is that of the facts without code and day: the same content has one statement.
    `certification.statements` is the only writer.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="year_statements")
    year = models.PositiveSmallIntegerField()
    # Of a closed year: while a statement rests on it, the closing cannot be taken back.
    status = models.ForeignKey(
        YearStatus, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    code = models.CharField(max_length=12, unique=True)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    pdf = models.FileField(blank=True, default="")
    pdf_digest = models.CharField(max_length=64, blank=True, default="", db_index=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    sealed_with = models.CharField(max_length=100, blank=True, default="")
    is_erased = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")

    objects = YearStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of a year")
        verbose_name_plural = _("statements of years")
        constraints = [
            # With one that replaces each at most, the statements of a year are one line.
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=Q(replaces=None),
                name="a_year_has_one_first_statement",
            ),
            models.CheckConstraint(
                condition=Q(sealed_at=None, pdf_digest="")
                | Q(sealed_at__isnull=False) & ~Q(pdf_digest=""),
                name="a_sealed_statement_has_its_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def state_label(self) -> str:
        """Return the state of the obligation as the statement says it; empty without one."""
        obligation = self.facts.get("obligation")
        return str(YearState(obligation["state"]).label) if obligation else ""
