"""The people of a batch on the screen: found by name or number, told by what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models import Batch, BatchLine
from people.text import fold, to_ascii_digits

LINES_PER_PAGE = 50


class BatchLineState(StrEnum):
    WAITING = "waiting"
    ISSUED = "issued"
    SEALED = "sealed"
    FAILED = "failed"


STATE_LABELS = {
    BatchLineState.WAITING: _("Waiting"),
    BatchLineState.ISSUED: _("Issued, waiting for its seal"),
    BatchLineState.SEALED: pgettext_lazy("state of a certificate", "Sealed"),
    BatchLineState.FAILED: pgettext_lazy("state of a certificate", "Failed"),
}
# How a state looks, in the words of office.css.
_STATE_TONES = {
    BatchLineState.WAITING: "draft",
    BatchLineState.ISSUED: "waiting",
    BatchLineState.SEALED: "valid",
    BatchLineState.FAILED: "revoked",
}
_ERROR_MESSAGES = {
    "SheetOverflow": _("The name, title or skills do not fit the sheet."),
    "KeyUnavailable": _("A key of the seal is missing. Tell the operator."),
    "TimestampUnavailable": _("The time authority did not answer."),
    "OperationalError": _("The database did not answer."),
    "OSError": _("The storage of files did not answer."),
    "": _("The work was cut off every time."),
}


@dataclass(frozen=True)
class DisplayedLine:
    line: BatchLine
    state: BatchLineState

    @property
    def label(self) -> Any:
        return STATE_LABELS[self.state]

    @property
    def tone(self) -> str:
        return _STATE_TONES[self.state]

    @property
    def trouble(self) -> Any:
        """What went wrong, in words; "" while all is well."""
        name = self.line.last_error.partition(":")[0]
        if not name and self.state is not BatchLineState.FAILED:
            return ""
        return _ERROR_MESSAGES.get(name) or format_lazy(
            _("It did not work out ({name})."), name=name
        )


def display_line(line: BatchLine) -> DisplayedLine:
    return DisplayedLine(line, _batch_line_state(line))


def _batch_line_state(line: BatchLine) -> BatchLineState:
    now = timezone.now()
    if line.done_at:
        return BatchLineState.SEALED
    if line.tries >= BatchLine.MAX_TRIES and not (line.claimed_until and line.claimed_until > now):
        return BatchLineState.FAILED
    return BatchLineState.ISSUED if line.certificate_id else BatchLineState.WAITING


def find_batch_lines(batch: Batch, *, asked: str = "", state: str = "") -> QuerySet[BatchLine]:
    """The lines in order; of those asked for by name, staff number or code, in the state."""
    lines = batch.lines.select_related("person", "certificate").order_by("number")
    lines = lines.defer("certificate__credential", "certificate__facts")
    return _filter_by_state(_search_lines(lines, asked.strip()), state)


def _search_lines(lines: QuerySet[BatchLine], asked: str) -> QuerySet[BatchLine]:
    if not asked:
        return lines
    number = to_ascii_digits(asked).upper()
    found = Q(person__name_key__contains=fold(asked)) | Q(person__staff_number=number)
    return lines.filter(found | Q(certificate__code=number.replace("-", "")))


def _filter_by_state(lines: QuerySet[BatchLine], state: str) -> QuerySet[BatchLine]:
    now = timezone.now()
    failed = BatchLine.objects.failed(now).values("pk")
    states = {
        BatchLineState.SEALED: Q(done_at__isnull=False),
        BatchLineState.FAILED: Q(pk__in=failed),
        BatchLineState.ISSUED: Q(done_at=None, certificate__isnull=False) & ~Q(pk__in=failed),
        BatchLineState.WAITING: Q(done_at=None, certificate=None) & ~Q(pk__in=failed),
    }
    return lines.filter(states[BatchLineState(state)]) if state in states else lines
