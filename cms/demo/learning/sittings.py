"""Gives the demo a supervised test of last week with results, and one planned for next week."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from cms.demo.history.certificates import seeded_random
from cms.demo.history.learners import Syllabus, take_course
from cms.demo.history.timeline import last_day
from cms.demo.organisation.agencies import HR_MINISTRY
from cms.demo.organisation.roster import ACCOUNTS
from courses.items import grade_answer
from courses.items.kinds import find_kind
from courses.models import Attempt, AttemptItem, Quiz, Sitting, SittingSeat
from courses.quizzes import AccommodationWish, give_accommodation, submit_attempt
from courses.quizzes.answers import build_asked
from courses.sittings import (
    SittingPlan,
    close_sitting,
    enter_sitting,
    make_code,
    plan_sitting,
    seat_people,
    start_sitting,
    void_attempt,
)
from people.models import Agency, Person

_COURSE = "protecting-personal-data"
_PLACE = "ပြည်ထောင်စုရာထူးဝန်အဖွဲ့၊ စာသင်ခန်း (၁)"
_PAST_SEATS, _COMING_SEATS = 6, 5
_STEPS_READ = 3
# How many questions each answers rightly, by seat.
_RIGHT = (8, 7, 8, 8, 6, 5)
_COPIED_SEAT, _SLOW_SEAT = 3, 5
_VOID_REASON = "အခြားသူ၏ အဖြေလွှာကို ကြည့်ရှုဖြေဆိုခြင်း။"
_MINUTE, _WEEK = dt.timedelta(minutes=1), dt.timedelta(weeks=1)


def hold_sittings() -> None:
    trainer = Person.objects.get(username="trainer")
    quiz = Quiz.objects.counted().get(course__slug=_COURSE, module=None)
    people = _list_sitting_takers()
    if not Sitting.objects.filter(quiz=quiz, closed_at__isnull=False).exists():
        _hold_past_sitting(trainer, quiz, people[:_PAST_SEATS])
    _plan_coming_sitting(trainer, quiz, people[_PAST_SEATS:])


def _list_sitting_takers() -> list[Person]:
    """Return officials of the HR manager's ministry who have not begun the course."""
    ministry = Agency.objects.get(code=HR_MINISTRY)
    posted = Person.objects.posted_in(Agency.objects.under(ministry), day=last_day())
    accounts = [official.staff_number for official in ACCOUNTS.values()]
    known = posted.exclude(staff_number=None).exclude(staff_number__in=accounts)
    fresh = known.exclude(enrolments__course__slug=_COURSE).order_by("-staff_number")
    return list(fresh[: _PAST_SEATS + _COMING_SEATS])


def _hold_past_sitting(trainer: Person, quiz: Quiz, people: list[Person]) -> None:
    """Most pass; one copied and takes it once more, one has half as much time again."""
    day = last_day() - _WEEK
    begins = timezone.make_aware(dt.datetime.combine(day, dt.time(10)))
    _begin_course(people, at=begins - _WEEK)
    manager = Person.objects.get(username="hr")
    need = AccommodationWish(
        reason="ဆေးရုံဆေးခန်း ထောက်ခံစာ ပြသပြီး။",
        valid_from=day - _WEEK,
        time_percent=150,
        other="စာလုံးကြီးဖြင့် ပြပေးရန်",
    )
    give_accommodation(people[_SLOW_SEAT], need, by=manager, at=begins - _WEEK)
    sitting = _seat(trainer, quiz, people, begins, at=begins - _WEEK)
    start_sitting(sitting, by=trainer, at=begins)
    for place, seat in enumerate(sitting.seats.all()):
        paper = _sit(seat, begins + place * _MINUTE, right=_RIGHT[place])
        if place == _COPIED_SEAT:
            voided_at = begins + 30 * _MINUTE
            void_attempt(paper, by=trainer, reason=_VOID_REASON, again=True, at=voided_at)
            seat.refresh_from_db()
            _sit(seat, begins + 31 * _MINUTE, right=6)
    close_sitting(sitting, by=trainer, at=begins + 90 * _MINUTE)


def _begin_course(people: list[Person], *, at: dt.datetime) -> None:
    syllabus = Syllabus.of(_COURSE)
    for person in people:
        random = seeded_random(person, _COURSE)
        take_course(person, syllabus, at=at, random=random, until=_STEPS_READ)


def _seat(
    trainer: Person, quiz: Quiz, people: list[Person], planned_at: dt.datetime, *, at: dt.datetime
) -> Sitting:
    plan = SittingPlan(quiz, planned_at, place=_PLACE)
    # Begun before and broken off: the same one goes on.
    known = Sitting.objects.filter(quiz=quiz, planned_at=planned_at).first()
    sitting = known or plan_sitting(plan, by=trainer, at=at)
    seat_people(sitting, people, by=trainer, at=at)
    return sitting


def _sit(seat: SittingSeat, at: dt.datetime, *, right: int) -> Attempt:
    seat.sitting.refresh_from_db()
    code = make_code(seat.sitting, at=at)
    paper = enter_sitting(seat, code, device=f"demo-{seat.number}", language="my", at=at)
    items = enumerate(paper.items.select_related("version"))
    answers = {item.position: _answer_paper(item, rightly=place < right) for place, item in items}
    return submit_attempt(paper, answers, at=at + 20 * _MINUTE)


def _answer_paper(item: AttemptItem, *, rightly: bool) -> list[str]:
    key, kind = item.version.answer_key, find_kind(item.version.kind)
    right = kind.build_right_answer(key)
    if rightly:
        return right
    shown = kind.present(build_asked(item), ()).options
    wrong = [one.id for one in shown if one.id not in right][:1]
    assert not grade_answer(kind.name, key, wrong)  # noqa: S101
    return wrong


def _plan_coming_sitting(trainer: Person, quiz: Quiz, people: list[Person]) -> None:
    now = timezone.now()
    _begin_course(people, at=now - _WEEK)
    day = timezone.localdate() + _WEEK
    begins = timezone.make_aware(dt.datetime.combine(day, dt.time(13, 30)))
    _seat(trainer, quiz, people, begins, at=now)


def has_held_sittings() -> bool:
    """Return whether the one to come has its seats, which are given last."""
    coming = SittingSeat.objects.filter(sitting__quiz__course__slug=_COURSE)
    return coming.filter(sitting__started_at=None).exists()
