"""Progress: the order of steps, and what comes next."""

import pytest

from courses.progress.completion import (
    complete_lesson,
    visit_lesson,
)
from courses.progress.progress import get_progress, get_progress_by_enrolment
from tests.courses.factories import (
    make_enrolment,
    version_in,
)

pytestmark = pytest.mark.django_db


def test_continue_is_the_place_last_seen_and_then_what_follows(course):
    enrolment = make_enrolment(course)
    steps = get_progress(enrolment).steps
    assert get_progress(enrolment).next_step == steps[0]
    visit_lesson(enrolment, steps[1].row)
    assert get_progress(enrolment).next_step.row == steps[1].row
    enrolment = complete_lesson(enrolment, version_in(steps[1].row, "my"))
    assert get_progress(enrolment).next_step.kind == "quiz"
    assert get_progress(enrolment).minutes_left == 10


def test_progress_of_many_costs_three_queries(course, django_assert_num_queries):
    many = [make_enrolment(course) for _ in range(3)] + [make_enrolment()]
    with django_assert_num_queries(3):
        assert len(get_progress_by_enrolment(many)) == 4


def test_a_final_test_is_next_only_when_nothing_else_is_left(course):
    enrolment = make_enrolment(course)
    steps = get_progress(enrolment).steps
    complete_lesson(enrolment, version_in(steps[3].row, "my"))
    enrolment.refresh_from_db()
    assert get_progress(enrolment).next_step.row == steps[0].row
    assert [step.row for step in get_progress(enrolment).before_final] == [
        step.row for step in steps[:3]
    ]
