"""Tells how the test was taken by which somebody completed a course."""

from __future__ import annotations

from django.db.models import F, OuterRef, Subquery

from courses.models import Attempt, build_passed_condition


def build_way_taken(enrolment: str = "pk") -> Subquery:
    """Return how the best passing final test was taken, else the best of the quizzes.

    ``enrolment`` leads from the rows to the enrolment. The value is of `AttemptTaken`; None
    where nothing was passed.
    """
    passed = Attempt.objects.filter(build_passed_condition(), enrolment=OuterRef(enrolment))
    # A final test, which has no module, goes before all quizzes; the first of equal scores.
    best = passed.order_by(F("quiz__module").asc(nulls_first=True), F("score").desc(), "pk")
    return Subquery(best.values("taken")[:1])
