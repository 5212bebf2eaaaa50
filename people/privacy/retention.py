"""Deletes what is over: one schedule of days for every app, told and tried before it is done.

The days stand in the setting ``RETENTION_DAYS``. Rows go in short transactions, so that nobody
who writes waits long; what is left of a sweep that was stopped is found by the next one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone

from people.privacy.erasure import delete_erased_files
from people.queue import sweep_rows

_BATCH_SIZE = 500  # rows in one transaction; databases limit the parameters of a statement


@dataclass(frozen=True)
class RetentionRule:
    """One kind of data: which rows were over before a moment, and what deletes or empties them.

    ``key`` names the days in ``RETENTION_DAYS``; a rule without days is of what ends by itself.
    """

    key: str
    title: Any
    find: Callable[[dt.datetime], QuerySet[Any]]
    forget: Callable[[QuerySet[Any]], object]

    @property
    def days(self) -> int:
        return int(settings.RETENTION_DAYS.get(self.key, 0))

    def find_over(self, at: dt.datetime) -> QuerySet[Any]:
        return self.find(at - dt.timedelta(days=self.days))


@dataclass(frozen=True)
class RetentionLine:
    """How many rows a rule finds over."""

    rule: RetentionRule
    count: int


_rules: dict[str, RetentionRule] = {}


def register_retention(*rules: RetentionRule) -> None:
    """Let the daily sweep forget this too."""
    _rules.update({rule.key: rule for rule in rules})


def delete_rows(rows: QuerySet[Any]) -> None:
    """Delete the rows in short transactions."""
    model: type[Model] = rows.model
    keys = rows.order_by("pk").values_list("pk", flat=True)
    while batch := list(keys[:_BATCH_SIZE]):
        model._default_manager.filter(pk__in=batch).delete()


def report_retention(at: dt.datetime | None = None) -> list[RetentionLine]:
    """Return what a sweep would forget, rule by rule."""
    at = at or timezone.now()
    return [RetentionLine(rule, rule.find_over(at).count()) for rule in _rules.values()]


def forget_old_data(at: dt.datetime | None = None) -> list[RetentionLine]:
    """Forget what is over and return how much; one rule that fails does not stop the others."""
    at = at or timezone.now()
    lines = report_retention(at)
    sweep_rows([line.rule.key for line in lines], lambda key: _apply_rule(_rules[key], at))
    delete_erased_files()
    return lines


def _apply_rule(rule: RetentionRule, at: dt.datetime) -> None:
    rule.forget(rule.find_over(at))
