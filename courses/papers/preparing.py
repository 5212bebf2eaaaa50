"""Prepares tests on paper: draws a sheet for each seat, draws anew, and voids what is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from courses.items.draw import (
    draw_questions,
    generate_seed,
    list_drawable_versions,
    read_plan,
)
from courses.items.kinds import find_kind
from courses.items.media import read_media
from courses.items.sections import DrawPlan
from courses.models import ClassSession, ItemVersion, PaperSheet, PaperTest, Quiz, SessionSeat
from courses.papers.access import (
    lock_sheet,
    lock_test,
    now_or,
    require_printer,
)
from courses.papers.codes import make_code
from courses.papers.letters import MOST_OPTIONS
from courses.papers.printing import withdraw_print
from courses.papers.refusals import PaperRefusal, PaperRefused
from people.history import office_acted
from people.models import Person

_State = PaperSheet.State


@dataclass(frozen=True)
class TestPlan:
    """What is taken on paper; ``most_points`` of a test that is marked elsewhere."""

    __test__ = False  # for pytest, which would collect it by its name

    quiz: Quiz
    language: str
    most_points: int | None = None


def count_unprintable(quiz: Quiz, language: str) -> int:
    """Return how many questions cannot stand on paper, and are left out of it."""
    return sum(not _is_printable(one) for one in list_drawable_versions(quiz, language=language))


def _list_printable_versions(quiz: Quiz, language: str) -> list[ItemVersion]:
    return [one for one in list_drawable_versions(quiz, language=language) if _is_printable(one)]


def _is_printable(version: ItemVersion) -> bool:
    media = [one for words in version.content.values() for one in read_media(words).values()]
    options = [len(words.get("options", {})) for words in version.content.values()]
    has_sound = not all(one.is_picture for one in media)
    is_listed = find_kind(version.kind).is_printable and max(options, default=0) <= MOST_OPTIONS
    return is_listed and not has_sound


@transaction.atomic
def prepare_test(
    session: ClassSession, plan: TestPlan, *, by: Person, at: dt.datetime | None = None
) -> PaperTest:
    """Return the test with a sheet for everybody who has a seat. Raise `PaperRefused`.

    Prepared again it is the same test.
    """
    require_printer(by, session)
    _require_plan(session, plan)
    defaults: dict[str, Any] = {"language": plan.language, "most_points": plan.most_points}
    defaults |= {"kind": PaperTest.Kind.OUTSIDE if plan.most_points else PaperTest.Kind.DRAWN}
    defaults |= {"pass_mark": plan.quiz.pass_mark, "made_by": by, "made_at": now_or(at)}
    test, _is_new = PaperTest.objects.get_or_create(
        session=session, quiz=plan.quiz, defaults=defaults
    )
    add_sheets(test, by=by)
    return test


def _require_plan(session: ClassSession, plan: TestPlan) -> None:
    if session.is_draft or session.is_cancelled:
        raise PaperRefused(PaperRefusal.NOT_OPEN)
    if session.course_id is None:
        raise PaperRefused(PaperRefusal.NO_COURSE)
    if plan.quiz.course_id != session.course_id:
        raise PaperRefused(PaperRefusal.QUIZ)
    if not plan.most_points:
        _require_questions(plan.quiz, plan.language)


def _require_questions(quiz: Quiz, language: str) -> None:
    """Refuse a test of which paper holds too little: fewer questions would be another test."""
    left_out = count_unprintable(quiz, language)
    printable = len(_list_printable_versions(quiz, language))
    if left_out and printable < (quiz.draw_count or 1):
        raise PaperRefused(PaperRefusal.NO_PAPER)


@transaction.atomic
def add_sheets(test: PaperTest, *, by: Person) -> list[PaperSheet]:
    """Draw sheets for those who got a seat since, and return them."""
    locked = lock_test(test.pk)
    require_printer(by, locked.session)
    # Whose sheet was voided has had one: a further one is drawn for a reason only.
    known = locked.sheets.values("seat")
    seats = locked.session.seats.seated().exclude(pk__in=known)
    ordered = list(seats.order_by(Person.name_order("person__"), "pk"))
    return _draw_sheets(locked, ordered)


def _draw_sheets(test: PaperTest, seats: Iterable[SessionSeat]) -> list[PaperSheet]:
    last = test.sheets.aggregate(last=Max("number"))["last"] or 0
    seats = list(seats)
    codes = _make_codes(len(seats))
    sheets = [
        PaperSheet(test=test, seat=seat, number=number, code=code)
        for number, (seat, code) in enumerate(zip(seats, codes, strict=True), start=last + 1)
    ]
    if test.is_drawn:
        # Once for all sheets: a session has hundreds.
        versions = _list_printable_versions(test.quiz, test.language)
        plan = read_plan(test.quiz)
        for sheet in sheets:
            _draw_sheet(sheet, versions, plan)
    return PaperSheet.objects.bulk_create(sheets)


def _make_codes(count: int) -> list[str]:
    """Return codes that no sheet has."""
    codes: set[str] = set()
    while len(codes) < count:
        tried = {make_code() for _one in range(count - len(codes))}
        known = PaperSheet.objects.filter(code__in=tried).values_list("code", flat=True)
        codes |= tried - set(known)
    return list(codes)


def _draw_sheet(sheet: PaperSheet, versions: list[ItemVersion], plan: DrawPlan) -> None:
    sheet.seed = generate_seed()
    drawn = draw_questions(versions, seed=sheet.seed, plan=plan)
    if not drawn:
        raise PaperRefused(PaperRefusal.EMPTY)
    sheet.drawn = [(one.version.pk, one.option_order) for one in drawn]


@transaction.atomic
def void_sheet(
    sheet: PaperSheet, *, by: Person, reason: str, at: dt.datetime | None = None
) -> PaperSheet:
    """Let a lost sheet count for nothing, and delete the file with it. Raise `PaperRefused`."""
    locked = lock_sheet(sheet.pk)
    require_printer(by, locked.test.session)
    if locked.is_void:
        return locked
    if locked.is_final:
        raise PaperRefused(PaperRefusal.RECORDED)
    if not reason:
        raise PaperRefused(PaperRefusal.REASON)
    locked.state, locked.reason = _State.VOID, reason
    locked.decided_by, locked.decided_at = by, now_or(at)
    locked.save()
    withdraw_print(locked.test, locked)
    tell_history(locked, "void", by=by, reason=reason)
    return locked


@transaction.atomic
def redraw_sheet(
    sheet: PaperSheet, *, by: Person, reason: str, at: dt.datetime | None = None
) -> PaperSheet:
    """Void the sheet, and return one with another draw for the same seat. Raise `PaperRefused`."""
    old = void_sheet(sheet, by=by, reason=reason, at=at)
    seat = old.seat
    if not seat.is_seated:
        raise PaperRefused(PaperRefusal.NO_SEAT)
    standing = old.test.sheets.standing().filter(seat=seat).first()
    # Asked twice at once: the second gets what the first drew.
    return standing or _draw_sheets(old.test, [seat])[0]


@transaction.atomic
def discard_test(test: PaperTest, *, by: Person) -> None:
    """Delete a test that was prepared by mistake, while nothing was entered."""
    locked = lock_test(test.pk)
    require_printer(by, locked.session)
    if locked.sheets.exclude(state=_State.READY).exists():
        raise PaperRefused(PaperRefusal.ENTERED)
    if locked.is_printing:
        raise PaperRefused(PaperRefusal.CHANGED)
    locked.file.delete(save=False)
    locked.delete()


def tell_history(sheet: PaperSheet, act: str, *, by: Person, reason: str = "") -> None:
    """Enter in the history what was done with the sheet of a person."""
    data = {"session": sheet.test.session.titles, "test": sheet.test.quiz.titles}
    data |= {"code": sheet.code} | ({"reason": reason} if reason else {})
    people = [sheet.seat.person]
    office_acted.send(PaperSheet, action=f"paper.{act}", people=people, by=by, data=data)
