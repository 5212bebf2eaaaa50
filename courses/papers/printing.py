"""Only writer of printed files: pieces of some sheets each, joined when the last is there.

A worker that is killed costs one piece. The row names the folder before the first byte, so that
nothing is left behind that the next one does not find.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from io import BytesIO

import pypdfium2
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from courses.models import PaperSheet, PaperTest
from courses.papers.access import lock_test, now_or, require_printer
from courses.papers.refusals import PaperRefusal, PaperRefused
from people.history import office_acted
from people.models import Person
from people.queue import enqueue, enqueue_on_commit, sweep_rows

TASK = "courses.tasks.print_papers"
# Drawn within a minute on a slow machine; a task that takes longer would be ended.
SHEETS_IN_PIECE = 20
_CLAIM = dt.timedelta(minutes=5)


@transaction.atomic
def ask_for_print(
    test: PaperTest,
    *,
    by: Person,
    only: Iterable[int] | None = None,
    at: dt.datetime | None = None,
) -> PaperTest:
    """Have the worker print the sheets, or those of the ids; the same papers however often.

    Raise `PaperRefused`.
    """
    locked = lock_test(test.pk)
    require_printer(by, locked.session)
    if locked.is_printing:
        return locked
    sheets = locked.sheets.standing().filter(seat__state="seated").order_by("number")
    if only is not None:
        sheets = sheets.filter(pk__in=list(only))
    locked.print_list = list(sheets.values_list("pk", flat=True))
    if not locked.print_list:
        raise PaperRefused(PaperRefusal.NO_SEATS)
    old = locked.file.name
    locked.file, locked.print_done, locked.printed_at = "", 0, None
    locked.print_folder = f"papers/{now_or(at).year}/{secrets.token_urlsafe(24)}"
    locked.print_asked_by, locked.print_claimed_until = by, None
    locked.save()
    if old:
        transaction.on_commit(lambda: default_storage.delete(old), robust=True)
    people = list(Person.objects.filter(session_seats__paper_sheets__in=locked.print_list))
    data = {"session": locked.session.titles, "test": locked.quiz.titles}
    office_acted.send(PaperSheet, action="paper.print", people=people, by=by, data=data)
    enqueue_on_commit(TASK, locked.pk)
    return locked


def print_next_piece(pk: int, *, at: dt.datetime | None = None) -> None:
    """Draw one piece of what is to be printed, then let others have the worker."""
    test = _claim_test(pk, now_or(at))
    if test is None:
        return
    # Here: WeasyPrint is loaded by the worker that draws, and by no page.
    from courses.papers.drawing import render_sheets

    start = test.print_done
    done = min(start + SHEETS_IN_PIECE, len(test.print_list))
    if done > start:
        name = _name_piece(test, start)
        # What another worker left under the name, which was killed before it wrote the row.
        default_storage.delete(name)
        default_storage.save(name, ContentFile(render_sheets(test, start, done)))
    ours = PaperTest.objects.filter(pk=pk, print_folder=test.print_folder, print_done=start)
    is_last = done == len(test.print_list)
    # The claim of the last piece is kept until the whole is joined.
    claim = {} if is_last else {"print_claimed_until": None}
    if not ours.update(print_done=done, **claim):
        return
    if is_last:
        _join_pieces(test)
    else:
        enqueue(TASK, pk)


@transaction.atomic
def _claim_test(pk: int, at: dt.datetime) -> PaperTest | None:
    rows = PaperTest.objects.to_print(at).select_for_update(of=("self",), skip_locked=True)
    test = rows.select_related("session__agency", "quiz").filter(pk=pk).first()
    if test is None:
        return None
    test.print_claimed_until = at + _CLAIM
    test.save(update_fields=["print_claimed_until"])
    return test


def _name_piece(test: PaperTest, start: int) -> str:
    return f"{test.print_folder}-{start:04d}.pdf"


def _name_pieces(test: PaperTest) -> list[str]:
    return [_name_piece(test, at) for at in range(0, len(test.print_list), SHEETS_IN_PIECE)]


def _join_pieces(test: PaperTest) -> None:
    names, whole = _name_pieces(test), f"{test.print_folder}.pdf"
    content = ContentFile(_join_files(names))
    # What a worker left that was killed before it wrote the row: nobody would delete it.
    default_storage.delete(whole)
    name = default_storage.save(whole, content)
    if not _hand_out(test, name):
        default_storage.delete(name)
    for one in names:
        default_storage.delete(one)


@transaction.atomic
def _hand_out(test: PaperTest, name: str) -> bool:
    """Return whether the file may be fetched; else what still stands is drawn once more."""
    locked = lock_test(test.pk)
    if locked.print_folder != test.print_folder:
        return False
    locked.print_claimed_until = None
    standing = set(locked.sheets.standing().values_list("pk", flat=True))
    kept = [pk for pk in locked.print_list if pk in standing]
    is_whole = kept == locked.print_list
    if is_whole:
        locked.file, locked.printed_at = name, timezone.now()
    elif kept:
        # A piece was drawn before one of its sheets was voided.
        locked.print_list, locked.print_done = kept, 0
        enqueue_on_commit(TASK, locked.pk)
    else:
        locked.print_list, locked.print_folder = [], ""
    locked.save()
    return is_whole


def withdraw_print(test: PaperTest, sheet: PaperSheet) -> None:
    """Delete the printed file that holds a sheet which was voided.

    The caller holds `lock_test`. What is being printed is looked at when it is whole.
    """
    old = str(test.file)
    if not old or sheet.pk not in test.print_list:
        return
    transaction.on_commit(lambda: default_storage.delete(old), robust=True)
    test.file, test.print_folder, test.print_list = "", "", []
    test.save(update_fields=["file", "print_folder", "print_list"])


def _join_files(names: Iterable[str]) -> bytes:
    whole, result = pypdfium2.PdfDocument.new(), BytesIO()
    for name in names:
        with default_storage.open(name) as file:
            piece = pypdfium2.PdfDocument(file.read())
        whole.import_pages(piece)
        piece.close()
    whole.save(result)
    whole.close()
    return result.getvalue()


def print_waiting(*, at: dt.datetime | None = None) -> None:
    """Go on with prints whose worker was lost."""
    waiting = PaperTest.objects.to_print(now_or(at)).values_list("pk", flat=True)
    sweep_rows(waiting, lambda pk: print_next_piece(pk, at=at))


def delete_printed_files(rows: QuerySet[PaperTest]) -> None:
    """Delete the files; the same papers can be printed again."""
    sweep_rows(rows, _delete_printed)


def _delete_printed(row: PaperTest) -> None:
    # Pieces too: a worker that was killed after joining them has left some.
    for name in _name_pieces(row):
        default_storage.delete(name)
    row.file.delete(save=False)
    PaperTest.objects.filter(pk=row.pk).update(file="", print_folder="", print_list=[])
