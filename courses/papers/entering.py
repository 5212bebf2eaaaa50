"""Takes what is read from sheets: once by one person, again by another, compared at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from courses.models import ItemVersion, PaperEntry, PaperSheet, PaperTest
from courses.papers.access import is_own_sheet, lock_test, now_or, require_keeper, require_window
from courses.papers.codes import parse_code
from courses.papers.letters import read_answers
from courses.papers.refusals import PaperRefusal, PaperRefused
from people.dual_control import is_same_authority
from people.imports.cells import InvalidValue, read_whole_number
from people.models import Person
from people.queue import enqueue_on_commit

MOST_ROWS = 1_000
TASK = "courses.tasks.record_papers"
_State = PaperSheet.State


@dataclass(frozen=True)
class EnteredRow:
    """A row of the grid or of a file: the code of a sheet, and its answers or points as typed.

    ``line`` says where it stands.
    """

    line: int
    code: str
    text: str


@dataclass(frozen=True)
class EntryOutcome:
    """What became of a row: the sheet it is of, or why it was refused."""

    row: EnteredRow
    sheet: PaperSheet | None = None
    refusal: PaperRefusal | None = None


@transaction.atomic
def enter_rows(
    test: PaperTest, rows: Sequence[EnteredRow], *, by: Person, at: dt.datetime | None = None
) -> list[EntryOutcome]:
    """Keep each row that can be, and say of the others why not. Raise `PaperRefused`.

    The first person's entry waits; another person's is compared with it and confirms it if both
    are the same. Whoever enters again corrects their own.
    """
    at, locked = now_or(at), lock_test(test.pk)
    require_keeper(by, locked.session)
    require_window(locked.session, at)
    rows = rows[:MOST_ROWS]
    sheets = _load_sheets(locked, rows)
    counts = Counter(parse_code(row.code) for row in rows)
    outcomes, entry_book = [], _EntryBook(locked, by, at)
    for row in rows:
        code = parse_code(row.code)
        sheet = sheets.get(code or "")
        try:
            if sheet is None:
                raise PaperRefused(PaperRefusal.CODE)
            if counts[code] > 1:
                raise PaperRefused(PaperRefusal.TWICE)
            entry_book.enter(sheet, row.text)
        except PaperRefused as refused:
            outcomes.append(EntryOutcome(row, sheet, refused.refusal))
        else:
            outcomes.append(EntryOutcome(row, sheet))
    entry_book.write()
    return outcomes


def _load_sheets(test: PaperTest, rows: Iterable[EnteredRow]) -> dict[str, PaperSheet]:
    codes = {parse_code(row.code) for row in rows}
    found = test.sheets.filter(code__in=codes - {None}).select_related("seat__person")
    sheets = {sheet.code: sheet for sheet in found.prefetch_related("entries__by")}
    for sheet in sheets.values():
        sheet.test = test
    return sheets


class _EntryBook:
    """Collects the entries of one act, and writes them in a few statements."""

    def __init__(self, test: PaperTest, by: Person, at: dt.datetime) -> None:
        self.test, self.by, self.at = test, by, at
        self.entries: list[PaperEntry] = []
        self.sheets: list[PaperSheet] = []
        # One person enters hundreds of rows of few others: who is one with whom is asked once.
        self._same: dict[tuple[int, dt.datetime], bool] = {}
        self._kinds = self._load_kinds() if test.is_drawn else {}

    def _load_kinds(self) -> dict[int, str]:
        rows = self.test.sheets.values_list("drawn", flat=True)
        keys = {version for drawn in rows for version, _options in drawn}
        kinds = ItemVersion.objects.filter(pk__in=keys).values_list("pk", "kind")
        return dict(kinds)

    def enter(self, sheet: PaperSheet, text: str) -> None:
        """Add the entry of a sheet. Raise `PaperRefused`."""
        _require_enterable(sheet, self.by)
        new = PaperEntry(sheet=sheet, by=self.by, at=self.at)
        if self.test.is_drawn:
            kinds = [self._kinds[version] for version, _options in sheet.drawn]
            new.answers = read_answers(text, sheet.drawn, kinds)
        else:
            new.points = _read_points(text, self.test.most_points or 0)
        first, second = _split_entries(sheet)
        new.is_second = first is not None and not self._is_same(first)
        other = first if new.is_second else second
        self._settle(sheet, new, other)
        self.entries.append(new)
        self.sheets.append(sheet)

    def _is_same(self, entry: PaperEntry) -> bool:
        key = entry.by_id, entry.at
        if key not in self._same:
            self._same[key] = is_same_authority(self.by, entry.by_id, since=entry.at)
        return self._same[key]

    def _settle(self, sheet: PaperSheet, new: PaperEntry, other: PaperEntry | None) -> None:
        if not new.is_second:
            sheet.entered_by, sheet.entered_at = self.by, self.at
        if other is None:
            sheet.state = _State.ENTERED
        elif new.says_as(other):
            # Two people read the same, each for themselves: nothing is left to confirm.
            second = new if new.is_second else other
            sheet.state, sheet.confirmed_by = _State.CONFIRMED, second.by
            sheet.confirmed_at, sheet.refusal = self.at, ""
        else:
            sheet.state = _State.DIFFERS

    def write(self) -> None:
        PaperEntry.objects.bulk_create(
            self.entries,
            update_conflicts=True,
            unique_fields=["sheet", "is_second"],
            update_fields=["answers", "points", "by", "at"],
            batch_size=200,
        )
        fields = ["state", "entered_by", "entered_at", "confirmed_by", "confirmed_at", "refusal"]
        PaperSheet.objects.bulk_update(self.sheets, fields, batch_size=100)
        if any(sheet.state == _State.CONFIRMED for sheet in self.sheets):
            enqueue_on_commit(TASK, self.test.pk)


def _require_enterable(sheet: PaperSheet, by: Person) -> None:
    if sheet.is_void:
        raise PaperRefused(PaperRefusal.VOID)
    if sheet.is_final:
        raise PaperRefused(PaperRefusal.FINAL)
    if not sheet.seat.is_seated:
        raise PaperRefused(PaperRefusal.NO_SEAT)
    if is_own_sheet(by, sheet):
        raise PaperRefused(PaperRefusal.OWN)


def _split_entries(sheet: PaperSheet) -> tuple[PaperEntry | None, PaperEntry | None]:
    entries = {entry.is_second: entry for entry in sheet.entries.all()}
    return entries.get(False), entries.get(True)


def _read_points(text: str, most: int) -> int:
    try:
        points = read_whole_number(text.strip())
    except InvalidValue as wrong:
        raise PaperRefused(PaperRefusal.POINTS) from wrong
    if not 0 <= points <= most:
        raise PaperRefused(PaperRefusal.POINTS)
    return points
