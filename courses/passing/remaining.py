"""Finds what remains to be done in a course: lessons to read, quizzes to pass.

Each question is written once and takes either an id or an ``OuterRef``: one enrolment is asked in
short queries, all of them in one.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from courses.models import Attempt, Lesson, LessonCompletion, Quiz, build_passed_condition

RowReference = int | OuterRef  # the id of a row, or where a subquery finds it


def find_asked_lessons(course: RowReference) -> QuerySet[Lesson]:
    return Lesson.objects.asked().filter(module__course=course)


def find_counted_quizzes(course: RowReference) -> QuerySet[Quiz]:
    return Quiz.objects.counted().filter(course=course)


def find_final_tests(course: RowReference) -> QuerySet[Quiz]:
    return find_counted_quizzes(course).filter(module=None)


def find_unread_lessons(course: RowReference, enrolment: RowReference) -> QuerySet[Lesson]:
    read = LessonCompletion.objects.filter(lesson=OuterRef("pk"), enrolment=enrolment)
    return find_asked_lessons(course).filter(~Exists(read))


def find_unpassed_quizzes(course: RowReference, enrolment: RowReference) -> QuerySet[Quiz]:
    passed = Attempt.objects.filter(
        build_passed_condition(), quiz=OuterRef("pk"), enrolment=enrolment
    )
    return find_counted_quizzes(course).filter(~Exists(passed))
