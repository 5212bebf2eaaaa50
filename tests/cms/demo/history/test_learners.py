import datetime as dt

import pytest

from cms.demo.history.certificates import seeded_random
from cms.demo.history.learners import Syllabus, take_course
from courses.models import Quiz
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.any_database


@pytest.mark.slow
def test_people_take_a_course_to_its_end_or_a_part_of_it(loaded):
    syllabus, at = Syllabus.of("judging-information"), dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    whole, half = PersonFactory(), PersonFactory()
    done = take_course(whole, syllabus, at=at, random=seeded_random(whole, "x"))
    begun = take_course(half, syllabus, at=at, random=seeded_random(half, "x"), until=2)
    assert (done.completed_at, begun.completed_at) == (at, None)
    assert done.score >= 70
    hasty = take_course(
        PersonFactory(), syllabus, at=at, random=seeded_random(whole, "z"), in_haste=True
    )
    assert (done.hurried_percent, hasty.hurried_percent) == (0, 100)
    again = take_course(whole, syllabus, at=at, random=seeded_random(whole, "y"))
    assert (again, again.attempts.count()) == (done, done.attempts.count())


@pytest.mark.slow
def test_a_first_try_that_is_enough_is_within_its_time(loaded):
    Quiz.objects.update(time_limit=45, rest_minutes=60)
    syllabus, at = Syllabus.of("judging-information"), dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    for name in ("x", "y", "z"):
        person = PersonFactory()
        done = take_course(person, syllabus, at=at, random=seeded_random(person, name))
        assert done.completed_at
