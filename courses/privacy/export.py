"""Puts into the copy of one's own data the record of learning; answer keys stay here.

A test that hides its answers tells no more than its page: whether it was passed and the step of
the score. What was answered is the learner's; which words asked for it, and which answers were
right, is the test's (decision 0013).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.items.kinds import AskedQuestion, find_kind
from courses.models import (
    AssignedPerson,
    AssignmentRequest,
    Attempt,
    AttemptGrant,
    AttemptItem,
    AttemptRequest,
    Attendance,
    Enrolment,
    LessonCompletion,
    LessonOpening,
    OwnStudy,
    PaperSheet,
    ProgrammeEnrolment,
    SessionSeat,
)
from courses.quizzes.disclosure import select_disclosed
from people.models import Person
from people.privacy.export import DataSection, register_data_section
from people.text.languages import FALLBACK_LANGUAGES

_CHUNK_SIZE = 500
_Rows = Iterator[dict[str, Any]]


def _read_enrolments(person: Person) -> _Rows:
    rows = Enrolment.objects.filter(person=person).select_related("course", "agency")
    for row in rows.defer("course__search_text").order_by("pk").iterator(_CHUNK_SIZE):
        yield {
            "course": row.course.titles,
            "occasion": row.occasion,
            "language": row.language,
            "enrolled": row.enrolled_at,
            "seen": row.last_seen_at,
            "left": row.withdrawn_at,
            "completed": row.completed_at,
            "ends": row.ends_on,
            "score": row.score,
            "agency": row.agency.names if row.agency else None,
            "position": row.position,
            "grade": row.grade,
            "hurried_percent": row.hurried_percent,
        }


def _read_programmes(person: Person) -> _Rows:
    rows = ProgrammeEnrolment.objects.filter(person=person).select_related("programme", "agency")
    for row in rows.defer("programme__search_text").order_by("pk").iterator(_CHUNK_SIZE):
        yield {
            "programme": row.programme.titles,
            "occasion": row.occasion,
            "language": row.language,
            "enrolled": row.enrolled_at,
            "left": row.withdrawn_at,
            "completed": row.completed_at,
            "ends": row.ends_on,
            "agency": row.agency.names if row.agency else None,
            "position": row.position,
            "grade": row.grade,
        }


def _read_own_studies(person: Person) -> _Rows:
    rows = OwnStudy.objects.filter(person=person).order_by("pk")
    for row in rows.iterator(_CHUNK_SIZE):
        yield {
            "what": row.subject,
            "kind": row.get_kind_display(),
            "day": row.day,
            "minutes": row.minutes,
            "note": row.note,
            "state": row.get_state_display(),
            "answer": row.answer,
            "answered": row.answered_at,
        }


def _read_own_lessons(person: Person) -> _Rows:
    done = LessonCompletion.objects.filter(enrolment__person=person)
    opened = LessonOpening.objects.filter(enrolment__person=person)
    for row in opened.select_related("lesson").order_by("pk").iterator(_CHUNK_SIZE):
        yield {"lesson": row.lesson.titles, "opened": row.opened_at}
    for last in done.select_related("lesson").order_by("pk").iterator(_CHUNK_SIZE):
        yield {
            "lesson": last.lesson.titles,
            "opened": last.opened_at,
            "completed": last.completed_at,
        }


def _read_attempts(person: Person) -> _Rows:
    rows = Attempt.objects.filter(enrolment__person=person)
    rows = rows.select_related("quiz", "seat", "void", "enrolment")
    disclosed = select_disclosed(list(rows))
    for row in rows.order_by("pk").iterator(_CHUNK_SIZE):
        yield {
            "quiz": row.quiz.titles,
            "attempt": row.number,
            "taken": row.get_taken_display(),
            "language": row.language,
            "started": row.started_at,
            "submitted": row.submitted_at,
            "passed": row.passed,
            "seat": row.seat.number if row.seat else None,
            "why_void": row.void.reason if hasattr(row, "void") else None,
            "score": _tell_score(row, is_exact=row.pk in disclosed or row.quiz.is_first_test),
        }


def _tell_score(attempt: Attempt, *, is_exact: bool) -> str | None:
    if attempt.submitted_at is None or attempt.score is None:
        return None
    if is_exact:
        return f"{attempt.score}"
    # Security: the exact score tells, try by try, which answers are right.
    return "{}-{}".format(*attempt.score_step)


def _read_answers(person: Person) -> _Rows:
    rows = AttemptItem.objects.filter(attempt__enrolment__person=person, answered_at__isnull=False)
    rows = rows.select_related("attempt__quiz", "version").defer("version__answer_key")
    for row in rows.order_by("attempt", "position").iterator(_CHUNK_SIZE):
        words = _words_of(row.version.content, row.attempt.language)
        # Without units: their names stand in the answer, and in the key, which stays here.
        asked = AskedQuestion(words, row.option_order)
        yield {
            "quiz": row.attempt.quiz.titles,
            "attempt": row.attempt.number,
            "question": row.position,
            "answer": find_kind(row.version.kind).describe_answer(asked, row.answer),
            "answered": row.answered_at,
        }


def _read_own_class_sessions(person: Person) -> _Rows:
    seats = SessionSeat.objects.filter(person=person).select_related("session")
    for seat in seats.order_by("pk").iterator(_CHUNK_SIZE):
        yield {
            "session": seat.session.titles,
            "begins": seat.session.begins_at,
            "state": seat.get_state_display(),
            "asked": seat.queued_at,
            "why": seat.reason,
            "minutes": seat.minutes,
            "share": seat.share,
        }
    records = Attendance.objects.filter(seat__person=person)
    records = records.select_related("part__session").order_by("pk")
    for record in records.iterator(_CHUNK_SIZE):
        yield {
            "session": record.part.session.titles,
            "begins": record.part.begins_at,
            "state": record.get_state_display(),
            "asked": record.recorded_at,
        }


def _words_of(content: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """Return the question in the language, else in one that it has."""
    found = (content[code] for code in (language, *FALLBACK_LANGUAGES) if code in content)
    return next(found, {})


def _read_papers(person: Person) -> _Rows:
    sheets = PaperSheet.objects.filter(seat__person=person)
    related = sheets.select_related("test__quiz", "test__session")
    for sheet in related.order_by("pk").iterator(_CHUNK_SIZE):
        # What was ticked stands among the answers once it is in the record.
        yield {
            "quiz": sheet.test.quiz.titles,
            "session": sheet.test.session.titles,
            "code": sheet.printed_code,
            "state": sheet.get_state_display(),
            "entered": sheet.entered_at,
            "confirmed": sheet.confirmed_at,
            "what": sheet.reason,
        }


def _read_requests(person: Person) -> _Rows:
    rows = AttemptRequest.objects.filter(enrolment__person=person).select_related("quiz")
    for row in rows.iterator(_CHUNK_SIZE):
        yield {
            "quiz": row.quiz.titles,
            "what": row.wish,
            "at": row.asked_at,
            "answer": row.answer,
            "answered": row.answered_at,
        }
    grants = AttemptGrant.objects.filter(enrolment__person=person).select_related("quiz")
    for grant in grants.iterator(_CHUNK_SIZE):
        yield {
            "quiz": grant.quiz.titles,
            "attempt": grant.number,
            "minutes": grant.minutes,
            "what": grant.reason,
            "at": grant.granted_at,
        }


def _read_duties(person: Person) -> _Rows:
    rows = AssignedPerson.objects.filter(person=person).with_what()
    for row in rows.order_by("pk").iterator(_CHUNK_SIZE):
        yield {
            "title": row.assignment.what.titles,
            "agency": row.assignment.agency.names,
            "reached": row.reached_on,
            "due": row.due_on,
            "let_go": row.let_go_on,
            "exempted": row.exempted_on,
        }
    asked = AssignmentRequest.objects.filter(assigned__person=person)
    for one in asked.with_what().iterator(_CHUNK_SIZE):
        yield {
            "title": one.assigned.assignment.what.titles,
            "until": one.until,
            "what": one.reason,
            "at": one.asked_at,
            "answer": one.answer,
            "answered": one.decided_at,
        }


register_data_section(
    DataSection(
        "duties",
        _("What your office asks you to complete"),
        35,
        {
            "title": _("what you are asked to complete"),
            "agency": _("agency"),
            "reached": _("assigned on"),
            "due": _("due on"),
            "let_go": _("let go on"),
            "exempted": _("exempt since"),
            "until": _("more time until"),
            "what": _("reason"),
            "at": _("asked at"),
            "answer": _("answer"),
            "answered": _("answered at"),
        },
        _read_duties,
    ),
    DataSection(
        "courses",
        _("Courses you take and took"),
        30,
        {
            "course": _("course"),
            "occasion": _("time taken"),
            "language": _("language taken"),
            "enrolled": _("enrolled at"),
            "seen": _("last seen"),
            "left": _("left at"),
            "completed": _("completed at"),
            "ends": _("expires on"),
            "score": _("score in percent"),
            "agency": _("agency"),
            "position": _("position"),
            "grade": _("grade"),
            "hurried_percent": _("lessons done in haste, in percent"),
        },
        _read_enrolments,
    ),
    DataSection(
        "lessons",
        _("Lessons you opened and read"),
        31,
        {"lesson": _("lesson"), "opened": _("opened at"), "completed": _("completed at")},
        _read_own_lessons,
    ),
    DataSection(
        "programmes",
        _("Programmes you take and took"),
        30,
        {
            "programme": _("programme"),
            "occasion": _("time taken"),
            "language": _("language taken"),
            "enrolled": _("begun at"),
            "left": _("left at"),
            "completed": _("completed at"),
            "ends": _("expires on"),
            "agency": _("agency"),
            "position": _("position"),
            "grade": _("grade"),
        },
        _read_programmes,
    ),
    DataSection(
        "studies",
        _("Study that you stated yourself"),
        32,
        {
            "what": _("what was learnt"),
            "kind": _("kind"),
            "day": _("day"),
            "minutes": _("minutes"),
            "note": _("note"),
            "state": _("state"),
            "answer": _("answer"),
            "answered": _("answered at"),
        },
        _read_own_studies,
    ),
    DataSection(
        "attempts",
        _("Attempts at quizzes"),
        32,
        {
            "quiz": _("quiz"),
            "attempt": _("attempt"),
            "taken": _("how it was taken"),
            "language": _("language taken"),
            "started": _("begun at"),
            "submitted": _("handed in at"),
            "passed": _("passed"),
            "seat": _("seat"),
            "why_void": _("why it is void"),
            "score": _("score in percent"),
        },
        _read_attempts,
    ),
    DataSection(
        "answers",
        _("Your answers"),
        33,
        {
            "quiz": _("quiz"),
            "attempt": _("attempt"),
            "question": _("question"),
            "answer": _("answer"),
            "answered": _("answered at"),
        },
        _read_answers,
    ),
    DataSection(
        "papers",
        _("Tests you took on paper"),
        33,
        {
            "quiz": _("quiz"),
            "session": _("class session"),
            "code": _("code of the sheet"),
            "state": _("state"),
            "entered": _("entered at"),
            "confirmed": _("confirmed at"),
            "what": _("reason"),
        },
        _read_papers,
    ),
    DataSection(
        "support",
        _("Help with quizzes"),
        34,
        {
            "quiz": _("quiz"),
            "attempt": _("attempt"),
            "minutes": _("more minutes"),
            "what": _("reason"),
            "at": _("asked or granted at"),
            "answer": _("answer"),
            "answered": _("answered at"),
        },
        _read_requests,
    ),
    DataSection(
        "class_sessions",
        _("Class sessions and attendance"),
        35,
        {
            "session": _("class session"),
            "begins": _("begins at"),
            "state": _("state"),
            "asked": _("recorded at"),
            "why": _("reason"),
            "minutes": _("minutes attended"),
            "share": _("attended, in percent"),
        },
        _read_own_class_sessions,
    ),
)
