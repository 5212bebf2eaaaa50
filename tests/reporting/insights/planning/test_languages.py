"""A unit needs courses in Burmese, and in each language in which enough of its people learn."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.progress.completion import complete_lesson
from courses.progress.enrolment import enrol_person
from people.models import Posting
from reporting.figures.subtree import Subtree
from reporting.insights.planning.languages import list_needed_languages, pick_needed
from tests.courses.factories import make_course, make_lesson, version_in
from tests.people.factories import PostingFactory
from tests.reporting.conftest import DAY

TAKEN = st.dictionaries(st.sampled_from(["en", "shn", "kac"]), st.integers(0, 400))


@pytest.mark.any_database
def test_nobody_needs_a_language_however_small_groups_may_be(settings):
    settings.SMALLEST_GROUP = 0
    assert pick_needed({"en": 0, "shn": 0}, 0) == []
    assert pick_needed({"en": 0, "shn": 1}, 1) == ["shn"]


@pytest.mark.any_database
@given(taken=TAKEN, others=st.integers(0, 1000))
def test_a_language_is_needed_by_a_share_that_is_no_small_group(taken, others):
    learners = sum(taken.values()) + others
    needed = pick_needed(taken, learners)
    assert all(taken[one] >= 10 and taken[one] * 5 >= learners for one in needed)
    left = [people for language, people in taken.items() if language not in needed]
    assert all(people < 10 or people * 5 < learners for people in left)
    assert [taken[one] for one in needed] == sorted((taken[one] for one in needed), reverse=True)


NOON = timezone.make_aware(dt.datetime.combine(DAY, dt.time(12)))


def take_course(person, language, *, days_ago=3, lesson, read=None):
    """Enrol the person in the language, and let them read the lesson, in it or in another."""
    at, course = NOON - dt.timedelta(days_ago), lesson.module.course
    enrolment = enrol_person(person, course, language=language, is_placed=True, at=at)
    complete_lesson(enrolment, version_in(lesson, read or language), at=at)


def make_read_lesson(languages=("my", "en")):
    return make_lesson(make_course(languages), languages=languages).lesson


def test_people_count_once_who_learn_within_the_year_and_serve_there(
    house, settings, django_assert_num_queries
):
    settings.SMALLEST_GROUP, settings.NEEDED_LANGUAGE_SHARE = 2, 60
    first, second = make_read_lesson(), make_read_lesson()
    for person in house.people[:3]:
        take_course(person, "my", lesson=first)
    # Twice in a language is one person; a year ago is no need, and elsewhere it is another's.
    for days_ago, lesson in ((0, second), (1, make_read_lesson())):
        take_course(house.people[0], "en", days_ago=days_ago, lesson=lesson)
    take_course(house.people[1], "en", days_ago=366, lesson=second)
    gone = PostingFactory(agency=house.gad, valid_to="2026-11-01").person
    for person in (gone, PostingFactory(agency=house.moe).person):
        take_course(person, "en", lesson=first)
    subtree = Subtree.of([house.moha], since=DAY)
    with django_assert_num_queries(1):
        assert list_needed_languages(subtree, DAY) == ["my"]
    take_course(house.people[2], "en", days_ago=365, lesson=second)
    assert list_needed_languages(subtree, DAY) == ["my", "en"]
    Posting.objects.filter(person=house.people[2]).update(agency=house.moe)
    assert list_needed_languages(subtree, DAY) == ["my"]


def test_the_language_of_an_enrolment_is_not_that_in_which_somebody_learnt(house, settings):
    """A seat in a session writes what its person prefers, though the course has Burmese only."""
    settings.SMALLEST_GROUP, settings.OFFERED_LANGUAGES = 1, ["my", "en", "shn"]
    seated, silent, other = house.people[:3]
    take_course(seated, "shn", lesson=make_read_lesson(("my",)), read="my")
    enrol_person(silent, make_course(), language="en", is_placed=True, at=NOON)
    take_course(other, "en", lesson=make_read_lesson(), read="my")
    subtree = Subtree.of([house.moha], since=DAY)
    assert list_needed_languages(subtree, DAY) == ["my"]
    take_course(other, "en", lesson=make_read_lesson())
    assert list_needed_languages(subtree, DAY) == ["my", "en"]
