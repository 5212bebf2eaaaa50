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
from people.text.names import fold, to_ascii_digits

PER_PAGE = 50


class LineState(StrEnum):
    WAITING = "waiting"
    ISSUED = "issued"
    SEALED = "sealed"
    FAILED = "failed"


LABELS = {
    LineState.WAITING: _("Waiting"),
    LineState.ISSUED: _("Issued, waiting for its seal"),
    LineState.SEALED: pgettext_lazy("state of a certificate", "Sealed"),
    LineState.FAILED: pgettext_lazy("state of a certificate", "Failed"),
}
# How a state looks, in the words of office.css.
TONES = {
    LineState.WAITING: "draft",
    LineState.ISSUED: "waiting",
    LineState.SEALED: "valid",
    LineState.FAILED: "revoked",
}
TROUBLES = {
    "Overflow": _("The name, title or skills do not fit the sheet."),
    "KeyMissing": _("A key of the seal is missing. Tell the operator."),
    "TimestampUnavailable": _("The time authority did not answer."),
    "OperationalError": _("The database did not answer."),
    "OSError": _("The storage of files did not answer."),
    "": _("The work was cut off every time."),
}


@dataclass(frozen=True)
class LineOnScreen:
    line: BatchLine
    state: LineState

    @property
    def label(self) -> Any:
        return LABELS[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def trouble(self) -> Any:
        """What went wrong, in words; "" while all is well."""
        name = self.line.last_error.partition(":")[0]
        if not name and self.state is not LineState.FAILED:
            return ""
        return TROUBLES.get(name) or format_lazy(_("It did not work out ({name})."), name=name)


def on_screen(line: BatchLine) -> LineOnScreen:
    return LineOnScreen(line, state_of(line))


def state_of(line: BatchLine) -> LineState:
    now = timezone.now()
    if line.done_at:
        return LineState.SEALED
    if line.tries >= BatchLine.MOST_TRIES and not (
        line.claimed_until and line.claimed_until > now
    ):
        return LineState.FAILED
    return LineState.ISSUED if line.certificate_id else LineState.WAITING


def lines_of(batch: Batch, *, asked: str = "", state: str = "") -> QuerySet[BatchLine]:
    """The lines in order; of those asked for by name, staff number or code, in the state."""
    lines = batch.lines.select_related("person", "certificate").order_by("number")
    lines = lines.defer("certificate__credential", "certificate__facts")
    return in_state(searched(lines, asked.strip()), state)


def searched(lines: QuerySet[BatchLine], asked: str) -> QuerySet[BatchLine]:
    if not asked:
        return lines
    number = to_ascii_digits(asked).upper()
    found = Q(person__name_key__contains=fold(asked)) | Q(person__staff_number=number)
    return lines.filter(found | Q(certificate__code=number.replace("-", "")))


def in_state(lines: QuerySet[BatchLine], state: str) -> QuerySet[BatchLine]:
    now = timezone.now()
    failed = BatchLine.objects.failed(now).values("pk")
    states = {
        LineState.SEALED: Q(done_at__isnull=False),
        LineState.FAILED: Q(pk__in=failed),
        LineState.ISSUED: Q(done_at=None, certificate__isnull=False) & ~Q(pk__in=failed),
        LineState.WAITING: Q(done_at=None, certificate=None) & ~Q(pk__in=failed),
    }
    return lines.filter(states[LineState(state)]) if state in states else lines
