"""A unit needs courses in Burmese, and in each language in which enough of its people learn."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.progress.enrolment import enrol_person
from people.models import Posting
from reporting.figures.subtree import Subtree
from reporting.insights.planning.languages import list_needed_languages, pick_needed
from tests.courses.factories import make_course
from tests.people.factories import PostingFactory
from tests.reporting.conftest import DAY

TAKEN = st.dictionaries(st.sampled_from(["en", "shn", "kac"]), st.integers(0, 400))


@pytest.mark.any_database
@given(taken=TAKEN, others=st.integers(0, 1000))
def test_a_language_is_needed_by_a_share_that_is_no_small_group(taken, others):
    learners = sum(taken.values()) + others
    needed = pick_needed(taken, learners)
    assert all(taken[one] >= 10 and taken[one] * 5 >= learners for one in needed)
    left = [people for language, people in taken.items() if language not in needed]
    assert all(people < 10 or people * 5 < learners for people in left)
    assert [taken[one] for one in needed] == sorted((taken[one] for one in needed), reverse=True)


def take_course(person, language, *, days_ago, course):
    noon = timezone.make_aware(dt.datetime.combine(DAY, dt.time(12)))
    at = noon - dt.timedelta(days_ago)
    enrol_person(person, course, language=language, is_placed=True, at=at)


def test_people_count_once_who_learn_within_the_year_and_serve_there(
    house, settings, django_assert_num_queries
):
    settings.SMALLEST_GROUP, settings.NEEDED_LANGUAGE_SHARE = 2, 60
    first, second = make_course(), make_course()
    for person in house.people[:3]:
        take_course(person, "my", days_ago=3, course=first)
    # Twice in a language is one person; a year ago is no need, and elsewhere it is another's.
    for days_ago, course in ((0, second), (1, make_course())):
        take_course(house.people[0], "en", days_ago=days_ago, course=course)
    take_course(house.people[1], "en", days_ago=366, course=second)
    gone = PostingFactory(agency=house.gad, valid_to="2026-11-01").person
    for person in (gone, PostingFactory(agency=house.moe).person):
        take_course(person, "en", days_ago=5, course=first)
    subtree = Subtree.of([house.moha], since=DAY)
    with django_assert_num_queries(1):
        assert list_needed_languages(subtree, DAY) == ["my"]
    take_course(house.people[2], "en", days_ago=365, course=second)
    assert list_needed_languages(subtree, DAY) == ["my", "en"]
    Posting.objects.filter(person=house.people[2]).update(agency=house.moe)
    assert list_needed_languages(subtree, DAY) == ["my"]
