"""Finds the people of a batch, and says in words what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from certification.models import Batch, BatchLine, BatchLineState
from people.directory import match_people
from people.text import to_ascii_digits

LINES_PER_PAGE = 50


# CSS modifiers of ``office-state`` (office.css).
_STATE_TONES = {
    BatchLineState.WAITING: "draft",
    BatchLineState.ISSUED: "waiting",
    BatchLineState.SEALED: "valid",
    BatchLineState.FAILED: "revoked",
}
# By the name of the exception, which the worker wrote before a colon.
_ERROR_MESSAGES = {
    "SheetOverflow": _("The name, title or skills do not fit the sheet."),
    "KeyUnavailable": _("A key of the seal is missing. Tell the operator."),
    "TimestampUnavailable": _("The time authority did not answer."),
    "OperationalError": _("The database did not answer."),
    "StorageUnavailable": _("The storage of files did not answer."),
    "": _("The work was cut off every time."),
}


@dataclass(frozen=True)
class DisplayedLine:
    line: BatchLine
    state: BatchLineState

    @property
    def label(self) -> Any:
        return self.state.label

    @property
    def tone(self) -> str:
        return _STATE_TONES[self.state]

    @property
    def trouble(self) -> Any:
        """Return what went wrong, in words; "" while all is well."""
        name = self.line.last_error.partition(":")[0]
        if not name and self.state is not BatchLineState.FAILED:
            return ""
        return _ERROR_MESSAGES.get(name) or format_lazy(
            _("It did not work out ({name})."), name=name
        )


def display_line(line: BatchLine) -> DisplayedLine:
    return DisplayedLine(line, BatchLineState(line.state))


def find_batch_lines(batch: Batch, *, asked: str = "", state: str = "") -> QuerySet[BatchLine]:
    """Return the lines in order, found by name, staff number or code, and in the state."""
    now = timezone.now()
    lines = batch.lines.select_related("person", "certificate").order_by("number")
    lines = lines.defer("certificate__credential", "certificate__facts").with_state(now)
    if state in BatchLineState.values:
        lines = lines.in_state(BatchLineState(state), now)
    return _search_lines(lines, asked.strip())


def _search_lines(lines: QuerySet[BatchLine], asked: str) -> QuerySet[BatchLine]:
    if not asked:
        return lines
    number = to_ascii_digits(asked).upper()
    return lines.filter(
        match_people(asked, path="person__") | Q(certificate__code=number.replace("-", ""))
    )
