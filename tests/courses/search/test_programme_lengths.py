"""A programme takes as long as its courses, and serves whom they serve."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue import retire_row
from courses.course_sets import CourseSet
from courses.entry.audience import EntryRule
from courses.models import Course, Programme
from courses.search.filters import CourseFilter
from courses.search.programme_lengths import ProgrammeLength, add_lengths
from tests.courses.factories import make_course
from tests.courses.programmes import make_programme, publish_again
from tests.people.factories import PersonFactory

_SETS = st.lists(
    st.lists(st.integers(0, 600), min_size=1, max_size=6).flatmap(
        lambda minutes: st.tuples(st.integers(1, len(minutes)), st.just(minutes))
    ),
    max_size=4,
)


@pytest.mark.any_database
@given(_SETS)
def test_every_choice_of_courses_lies_between_the_shortest_and_the_longest(sets):
    length = add_lengths(sets)
    as_written = sum(sum(minutes[:required]) for required, minutes in sets)
    assert length.least <= as_written <= length.most
    if all(required == len(minutes) for required, minutes in sets):
        assert length == ProgrammeLength(as_written, as_written)


def narrow(viewer=None, **asked):
    found = CourseFilter(asked, queryset=Course.objects.live(), viewer=viewer)
    return set(found.filter_programmes(Programme.objects.live()).values_list("slug", flat=True))


@pytest.mark.django_db
def test_programmes_are_narrowed_by_what_their_courses_take_and_serve():
    short, long = make_course(minutes=50), make_course(minutes=300, sectors=["transport"])
    both = make_programme([short, long], slug="both")
    make_programme(CourseSet([short, long], required=1), slug="either")
    make_programme([short], slug="open")
    assert narrow(duration="short") == {"either", "open"}
    assert narrow(duration="long") == {"both", "either"}
    assert narrow(duration="medium") == {"either"}
    assert narrow(sector="transport") == {"both", "either", "open"}
    make_course(sectors=["health"])
    assert narrow(sector="health") == {"open"}
    # Who begins today is asked what the newest version asks, of what is offered.
    publish_again(both, [short])
    assert narrow(duration="long") == {"either"}
    retire_row(long)
    assert narrow(duration="short") == {"both", "either", "open"}


@pytest.mark.django_db
def test_programmes_that_ask_for_courses_of_others_are_left_out_of_those_one_may_take():
    ours, theirs = make_course(audience="citizen"), make_course(entry_rule=EntryRule(grade_to=8))
    make_programme([ours, theirs], slug="both")
    make_programme(CourseSet([ours, theirs], required=1), slug="either", audience="citizen")
    make_programme([ours], slug="for officials", audience="official")
    official, citizen = PersonFactory(audience="official"), PersonFactory(audience="citizen")
    assert narrow(official, open_to_me="on") == {"either", "for officials"}
    assert narrow(citizen, open_to_me="on") == {"either"}
    assert len(narrow(citizen)) == 3
