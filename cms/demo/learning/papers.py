"""Gives the demo a class session of last week with two tests on paper.

One is in the record; the other was entered and waits for a second person. Two of the people
have done all the rest of the course: one test is left to each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from random import Random

from django.utils import timezone

from cms.demo.history.learners import Syllabus, take_course
from cms.demo.history.timeline import last_day
from cms.demo.organisation.accounts import COURSE_OWNER
from cms.demo.organisation.agencies import HR_MINISTRY
from cms.demo.organisation.roster import ACCOUNTS
from courses.models import Attempt, ClassSession, Course, PaperSheet, PaperTest, Quiz
from courses.papers import (
    EnteredRow,
    TestPlan,
    enter_rows,
    prepare_test,
    record_sheets,
    write_answer,
)
from courses.sessions import (
    PartTime,
    SessionPlan,
    create_session,
    finish_session,
    join_session,
    open_session,
)
from people.models import Agency, Person

_COURSE = "safe-sign-in"
_TITLES = {
    "my": "လုံခြုံစွာ ဝင်ရောက်အသုံးပြုခြင်း – ခရိုင်ရုံး အပတ်စဉ်",
    "en": "Signing in safely, at a district office",
}
_PLACE = "ခရိုင်အထွေထွေအုပ်ချုပ်ရေးဦးစီးဌာန၊ အစည်းအဝေးခန်းမ"
_SEATS, _OFFSET = 8, 40
_HOUR, _WEEK = dt.timedelta(hours=1), dt.timedelta(weeks=1)


def hold_paper_tests() -> None:
    trainer = Person.objects.get(username="trainer")
    second = Person.objects.get(username="registrar")
    session = _hold_session(trainer)
    at = session.ends_at or timezone.now()
    final = session.course.quizzes.counted().get(module=None) if session.course else None
    others = Quiz.objects.counted().filter(course=session.course).exclude(module=None)
    for quiz, reads_again in ((final, True), (others.order_by("pk").first(), False)):
        if quiz is None:
            continue
        test = prepare_test(session, TestPlan(quiz, "my"), by=trainer, at=at - _WEEK)
        _enter_sheets(test, trainer, at=at + _HOUR)
        if reads_again:
            # Entered twice without a look at the first: the rows agree.
            _enter_sheets(test, second, at=at + 2 * _HOUR)
            record_sheets(test, at=at + 3 * _HOUR)
    _study_the_rest(session)


def _hold_session(trainer: Person) -> ClassSession:
    day = last_day() - dt.timedelta(days=6)
    begins = timezone.make_aware(dt.datetime.combine(day, dt.time(9)))
    plan = SessionPlan(
        titles=_TITLES,
        agency=Agency.objects.get(code=COURSE_OWNER),
        course=Course.objects.get(slug=_COURSE),
        capacity=_SEATS,
        parts=[PartTime(begins, begins + 3 * _HOUR)],
        opens_to=ClassSession.OpensTo.ALL,
        place=_PLACE,
        trainers=[trainer],
    )
    at = begins - 3 * _WEEK
    # Begun before and broken off: each door gives what is there already.
    known = ClassSession.objects.filter(titles=_TITLES).first()
    if known and known.is_finished:
        return known
    session = open_session(known or create_session(plan, by=trainer, at=at), by=trainer, at=at)
    for person in _list_paper_takers(plan.course):
        join_session(session, person, at=at + _WEEK)
    return finish_session(session, by=trainer, at=begins + 3 * _HOUR)


def _study_the_rest(session: ClassSession) -> None:
    """Let two people do what the course asks beside paper, each without another module's test."""
    syllabus, ends = Syllabus.of(_COURSE), session.ends_at or timezone.now()
    quizzes = [step for step in syllabus.steps if isinstance(step, Quiz)]
    left = [quiz for quiz in sorted(quizzes, key=lambda quiz: quiz.pk) if quiz.module_id]
    seats = session.seats.seated().select_related("person")
    for seat, quiz in zip(seats.order_by(Person.name_order("person__"), "pk"), left, strict=False):
        # Begun before and broken off: what was passed then is not taken again.
        passed = Attempt.objects.filter(enrolment__person=seat.person, passed=True)
        spared = {quiz.pk, *passed.values_list("quiz", flat=True)}
        steps = [one for one in syllabus.steps if getattr(one, "module_id", None)]
        done = [one for one in steps if not (isinstance(one, Quiz) and one.pk in spared)]
        own = Syllabus(syllabus.course, done, syllabus.texts)
        take_course(seat.person, own, at=ends - _HOUR, random=Random(quiz.pk))  # noqa: S311


def _list_paper_takers(course: Course | None) -> Iterable[Person]:
    """Return people of the HR manager's ministry who have not begun the course."""
    ministry = Agency.objects.get(code=HR_MINISTRY)
    posted = Person.objects.posted_in(Agency.objects.under(ministry), day=last_day())
    accounts = [official.staff_number for official in ACCOUNTS.values()]
    free = posted.exclude(staff_number=None).exclude(staff_number__in=accounts)
    free = free.exclude(enrolments__course=course)
    return free.order_by("staff_number")[_OFFSET : _OFFSET + _SEATS]


def _enter_sheets(test: PaperTest, by: Person, *, at: dt.datetime) -> None:
    rows = [
        EnteredRow(sheet.number, sheet.code, _tick(sheet, test.language))
        for sheet in test.sheets.standing()
    ]
    enter_rows(test, rows, by=by, at=at)


def _tick(sheet: PaperSheet, language: str) -> str:
    """Return the letters that somebody ticked: most know most of it."""
    keys = dict(sheet.test.quiz.items.values_list("versions__pk", "versions__answer_key"))
    return " ".join(
        # Every third is unsure of every fourth question, and leaves it out.
        write_answer(options, [] if (sheet.number + place) % 12 == 0 else keys[version], language)
        for place, (version, options) in enumerate(sheet.drawn)
    )


def has_paper_tests() -> bool:
    """Return whether the last of the two tests was entered, whatever visitors made of it."""
    tests = PaperTest.objects.filter(session__titles=_TITLES).order_by("pk")
    sheets = PaperSheet.objects.filter(test=tests.last())
    return tests.count() > 1 and sheets.exclude(state=PaperSheet.State.READY).exists()
