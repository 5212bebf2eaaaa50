"""Asks the record whether conditions of a rule are met, of one enrolment and of all alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from courses.models import (
    Attempt,
    AttemptTaken,
    ClassSession,
    Enrolment,
    LessonCompletion,
    SessionSeat,
    Supervision,
    build_passed_condition,
)
from courses.models.catalogue import Lesson
from courses.passing.remaining import find_unpassed_quizzes
from courses.passing.rules import PassingRule, RuleTerm, TermKind, count_asked_lessons


def build_passing_condition(rule: PassingRule, course_id: int) -> Q:
    """Return the condition that enrolments in the course meet the rule."""
    return rule.combine(lambda term: _build_term(term, course_id))


def read_met_terms(enrolment: Enrolment, terms: Iterable[RuleTerm]) -> dict[RuleTerm, bool]:
    """Return of each condition whether the enrolment meets it: one query beside the lessons."""
    asked = list(terms)
    met = [_build_term(term, enrolment.course_id) for term in asked]
    told = Enrolment.objects.filter(pk=enrolment.pk).values_list(
        *(
            Case(When(one, then=True), default=Value(False), output_field=BooleanField())
            for one in met
        )
    )
    return dict(zip(asked, told.get(), strict=True))


def list_term_rows(
    rule: PassingRule, course_id: int, enrolments: Collection[int]
) -> list[QuerySet[Enrolment, Any]]:
    """Return queries of what enrolments meet of a rule, as (enrolment, "met", index of the term).

    Lessons and all quizzes are left out: whoever asks knows the steps.
    """
    held = Enrolment.objects.filter(pk__in=enrolments).order_by()
    return [
        held.filter(_build_term(term, course_id)).values_list("pk", Value("met"), Value(place))
        for place, term in enumerate(rule.terms)
        if term.kind in (TermKind.QUIZ, TermKind.ATTENDANCE)
    ]


def build_attended_condition(percent: int | OuterRef) -> Q:
    """Return the condition that one finished session of the course was attended enough.

    A renewal asks for a session that ended since it began.
    """
    attended = SessionSeat.objects.seated().filter(
        person=OuterRef("person"),
        session__course=OuterRef("course"),
        session__state=ClassSession.State.FINISHED,
        share__gte=percent,
    )
    anew = attended.filter(session__ends_at__gte=OuterRef("enrolled_at"))
    return (Q(occasion=1) & Q(Exists(attended))) | Q(Exists(anew))


def _build_term(term: RuleTerm, course_id: int) -> Q:
    if term.kind == TermKind.ATTENDANCE:
        return build_attended_condition(term.at_least or 1)
    if term.kind == TermKind.QUIZ:
        return Q(Exists(_find_scores(term)))
    if term.kind == TermKind.QUIZZES:
        return ~Q(Exists(find_unpassed_quizzes(course_id, OuterRef(OuterRef("pk")))))
    lessons = Lesson.objects.live().filter(module__course=course_id)
    lessons = lessons.filter(is_optional=term.kind == TermKind.OPTIONAL_LESSONS)
    return _build_read(lessons, count_asked_lessons(term, lessons.count()))


def _build_read(lessons: QuerySet[Lesson], count: int) -> Q:
    """Return the condition that so many of the lessons were read."""
    if not count:
        return ~Q(pk__in=[])
    read = LessonCompletion.objects.filter(enrolment=OuterRef("pk"), lesson__in=lessons)
    # order_by() first: a default ordering would join the GROUP BY.
    grouped = read.order_by().values("enrolment").annotate(read=Count("pk"))
    return Q(Exists(grouped.filter(read__gte=count)))


def _find_scores(term: RuleTerm) -> QuerySet[Attempt]:
    """Return attempts of an enrolment that are good enough; a quiz taken off counts as it did."""
    attempts = Attempt.objects.filter(enrolment=OuterRef("pk"), quiz__key=term.quiz)
    enough = build_passed_condition()
    if term.at_least is not None:
        is_bound = Q(quiz__supervision=Supervision.MUST, taken=AttemptTaken.ONLINE)
        is_valid = Q(submitted_at__isnull=False, void=None)
        enough |= Q(score__gte=term.at_least) & is_valid & ~is_bound
    return attempts.filter(enough)
