"""A skill is taught where current courses reach its level in every language needed: pure."""

import datetime as dt

import pytest

from courses.models import Course, CourseSkill
from reporting.insights.planning.supply import judge_courses

pytestmark = pytest.mark.any_database
DAY = dt.date(2026, 11, 23)


def course_of(languages="my en", *, level=2, is_live=True, **review):
    course = Course(languages=languages.split(), is_live=is_live, **review)
    return CourseSkill(course=course, level=level)


LATE = {"review_by": dt.date(2026, 11, 22)}


@pytest.mark.parametrize(
    ("taught", "needed", "state", "lacking", "shown"),
    [
        ([], "my", "none", "", []),
        ([course_of(level=4)], "my", "taught", "", [0]),
        ([course_of(level=1)], "my", "lower", "", [0]),
        ([course_of("en")], "my", "untranslated", "my", [0]),
        ([course_of(is_live=False)], "my", "ended", "", [0]),
        ([course_of(level=1, is_live=False)], "my", "none", "", []),
        ([course_of(**LATE)], "my", "outdated", "", [0]),
        ([course_of(review_by=DAY)], "my", "taught", "", [0]),
        ([course_of(review_begun_on=DAY)], "my", "outdated", "", [0]),
        # One course is enough for each language, and each language needs one.
        ([course_of("my"), course_of("en"), course_of("en", **LATE)], "my", "taught", "", [0]),
        ([course_of("my"), course_of("en")], "my en", "taught", "", [0, 1]),
        ([course_of("my"), course_of("en", **LATE)], "my en", "outdated", "", [1]),
        ([course_of("my"), course_of("en", level=1)], "my en shn", "untranslated", "en shn", [0]),
    ],
)
def test_what_a_skill_lacks(taught, needed, state, lacking, shown):
    supply = judge_courses(taught, 2, needed.split(), DAY)
    assert (supply.state, " ".join(supply.languages)) == (state, lacking)
    assert [id(one) for one in supply.courses] == [id(taught[at].course) for at in shown]
