"""Progress in a programme follows from courses that count, whatever was done in which order."""

import datetime as dt
from types import SimpleNamespace as Row

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.progress.programme_progress import (
    build_programme_progress,
    list_open_programmes,
    list_own_programmes,
)
from tests.courses.factories import make_enrolment
from tests.courses.programmes import (
    complete_course,
    make_programme,
    make_short_courses,
    take_programme,
)
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.any_database
DAY = dt.date(2028, 2, 29)


def a_set(required, *, waits=False, in_order=False):
    return Row(required=required, waits=waits, in_order=in_order)


def courses(*numbers, gone=()):
    rows = [Row(pk=number, key=str(number), is_live=number not in gone) for number in numbers]
    for row in rows:
        row.prerequisites = []
    return rows


def completed(ends_on=None):
    return [Row(completed_at=dt.datetime(2027, 1, 1), ends_on=ends_on)]


def progress_of(*sets, taken=()):
    found = taken if isinstance(taken, dict) else {number: completed() for number in taken}
    return build_programme_progress(sets, found, beyond=DAY)


@pytest.mark.parametrize(("days", "counts"), [(0, False), (1, True), (-1, False)])
def test_a_course_counts_that_is_valid_after_the_day(days, counts):
    taken = {1: completed(DAY + dt.timedelta(days=days))}
    assert progress_of((a_set(1), courses(1)), taken=taken).is_finished is counts


def test_more_courses_than_required_count_as_the_required_ones():
    one = progress_of((a_set(1), courses(1, 2)), (a_set(1), courses(3)), taken=[1, 2])
    assert (one.done, one.total, one.is_finished) == (1, 2, False)


def test_a_set_that_waits_offers_its_courses_once_the_sets_before_are_done():
    sets = (a_set(1), courses(1)), (a_set(1, waits=True), courses(2))
    assert progress_of(*sets).next_step.course.pk == 1
    assert not progress_of(*sets).sets[1].is_open
    assert progress_of(*sets, taken=[1]).next_step.course.pk == 2


def test_of_courses_in_order_the_next_opens_after_the_one_before():
    one = progress_of((a_set(3, in_order=True), courses(1, 2, 3)), taken=[1, 3])
    assert [step.is_open for step in one.sets[0].steps] == [True, True, False]
    assert one.next_step.course.pk == 2


def test_what_a_course_asks_for_first_comes_first_while_it_is_offered():
    def ask(*, gone=()):
        found = courses(1, 2, gone=gone)
        found[0].prerequisites = [{"course": "2"}, {"course": "of no programme"}]
        return progress_of((a_set(1), found))

    assert ask().next_step.course.pk == 2
    assert ask(gone=[2]).next_step.course.pk == 1


def test_a_course_under_way_is_gone_on_with_before_another_is_begun():
    taken = {2: [Row(completed_at=None, ends_on=None)]}
    assert progress_of((a_set(2), courses(1, 2)), taken=taken).next_step.course.pk == 2


def test_a_course_that_is_no_longer_offered_is_not_the_next_one():
    one = progress_of((a_set(2), courses(1, 2, gone=[1])))
    assert one.next_step.course.pk == 2
    assert not one.can_be_finished
    assert progress_of((a_set(2), courses(1, 2, gone=[1])), taken=[1]).can_be_finished


@given(
    sizes=st.lists(st.integers(1, 4), min_size=1, max_size=4),
    draw=st.data(),
)
def test_whoever_has_done_all_has_finished_and_each_course_brings_one_nearer(sizes, draw):
    """In any order, with any rules: nobody is kept from the end by what they have done."""
    numbers = iter(range(100))
    sets = []
    for size in sizes:
        required = draw.draw(st.integers(1, size))
        row = a_set(required, waits=draw.draw(st.booleans()), in_order=draw.draw(st.booleans()))
        sets.append((row, courses(*(next(numbers) for _ in range(size)))))
    everything = [course.pk for _row, found in sets for course in found]
    way = draw.draw(st.permutations(everything))
    done = [progress_of(*sets, taken=way[:count]).done for count in range(len(way) + 1)]
    assert done == sorted(done)
    last = progress_of(*sets, taken=way)
    assert last.is_finished
    assert last.next_step is None
    assert done[-1] == last.total


@given(taken=st.sets(st.integers(0, 5)))
def test_whoever_follows_the_next_course_finishes(taken):
    sets = [
        (a_set(2), courses(0, 1, 2)),
        (a_set(2, waits=True, in_order=True), courses(3, 4)),
        (a_set(1, waits=True), courses(5)),
    ]
    one = progress_of(*sets, taken=taken)
    for _ in range(6):
        if one.is_finished:
            break
        taken = taken | {one.next_step.course.pk}
        one = progress_of(*sets, taken=taken)
    assert one.is_finished


@pytest.mark.django_db
def test_many_programmes_are_read_in_four_queries(django_assert_num_queries):
    person, (first, second, third) = PersonFactory(), make_short_courses(3)
    complete_course(person, first)
    make_enrolment(second, person=person)
    for _ in range(3):
        take_programme(make_programme([first, second], [third]), person)
    with django_assert_num_queries(4):
        found = list_open_programmes(list_own_programmes(person))
    assert [one.done for _enrolment, one in found] == [1, 1, 1]
    assert found[0][1].next_step.course == second
