import datetime as dt
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from people.postings import (
    PostingOutOfOrder,
    correct_posting,
    end_posting,
    post_person,
    posting_on,
)
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db

OFFICER = {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"}
START, MOVE = dt.date(2024, 1, 1), dt.date(2025, 6, 1)


@pytest.fixture
def person():
    return PersonFactory()


def intervals(person):
    return list(person.postings.values_list("valid_from", "valid_to"))


def test_a_move_ends_the_posting_before_on_its_day(person):
    old, new = AgencyFactory(), AgencyFactory()
    post_person(person, old, position=OFFICER, grade=7, day=START)
    post_person(person, new, position=OFFICER, grade=6, day=MOVE)
    assert intervals(person) == [(START, MOVE), (MOVE, None)]
    assert posting_on(person, MOVE - dt.timedelta(days=1)).agency == old
    assert posting_on(person, MOVE).agency == new
    assert posting_on(person, START - dt.timedelta(days=1)) is None


def test_posting_to_the_same_place_again_changes_nothing(person):
    agency = AgencyFactory()
    first = post_person(person, agency, position=OFFICER, grade=7, day=START)
    assert post_person(person, agency, position=OFFICER, grade=7, day=MOVE) == first
    assert intervals(person) == [(START, None)]


def test_a_posting_that_began_the_same_day_is_corrected(person):
    post_person(person, AgencyFactory(), position=OFFICER, grade=7, day=START)
    right = AgencyFactory()
    post_person(person, right, position=OFFICER, grade=7, day=START)
    assert person.postings.get().agency == right


def test_a_move_before_what_is_recorded_is_refused(person):
    post_person(person, AgencyFactory(), position=OFFICER, grade=7, day=MOVE)
    with pytest.raises(PostingOutOfOrder):
        post_person(person, AgencyFactory(), position=OFFICER, grade=7, day=START)
    assert intervals(person) == [(MOVE, None)]


def test_a_person_who_left_may_come_back_but_not_before_leaving(person):
    agency = AgencyFactory()
    post_person(person, agency, position=OFFICER, grade=7, day=START)
    end_posting(person, day=MOVE)
    assert posting_on(person, MOVE) is None
    with pytest.raises(PostingOutOfOrder):
        post_person(person, agency, position=OFFICER, grade=7, day=START + dt.timedelta(days=9))
    post_person(person, agency, position=OFFICER, grade=7, day=MOVE)
    assert intervals(person) == [(START, MOVE), (MOVE, None)]


def test_the_day_of_leaving_comes_after_the_day_of_coming(person):
    post_person(person, AgencyFactory(), position=OFFICER, grade=7, day=START)
    with pytest.raises(PostingOutOfOrder):
        end_posting(person, day=START)
    end_posting(person, day=MOVE)
    end_posting(person, day=MOVE)
    assert intervals(person) == [(START, MOVE)]


days = st.integers(0, 60).map(lambda n: START + dt.timedelta(days=n))


@settings(max_examples=25, deadline=None)
@given(moves=st.lists(st.tuples(days, st.integers(1, 3)), max_size=8))
def test_however_a_person_moves_postings_never_overlap(moves):
    with transaction.atomic():
        person, agency = PersonFactory(), AgencyFactory()
        for day, grade in moves:
            try:
                post_person(person, agency, position=OFFICER, grade=grade, day=day)
            except PostingOutOfOrder:
                continue
        ends = intervals(person)
        assert all(a[1] == b[0] for a, b in pairwise(ends))
        transaction.set_rollback(True)


@pytest.fixture
def career(person):
    """Three postings that touch each other, and one before them that does not."""
    years = [(2010, 2012), (2015, 2018), (2018, 2020), (2020, None)]
    for first, last in years:
        PostingFactory(
            person=person,
            valid_from=dt.date(first, 1, 1),
            valid_to=last and dt.date(last, 1, 1),
        )
    return list(person.postings.order_by("valid_from"))


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("index", "begins", "ends", "years"),
    [
        (2, 2017, 2020, [(2010, 2012), (2015, 2017), (2017, 2020), (2020, None)]),
        (2, 2019, 2021, [(2010, 2012), (2015, 2019), (2019, 2021), (2021, None)]),
        (3, 2022, None, [(2010, 2012), (2015, 2018), (2018, 2022), (2022, None)]),
        (3, 2020, 2023, [(2010, 2012), (2015, 2018), (2018, 2020), (2020, 2023)]),
        (0, 2011, 2014, [(2011, 2014), (2015, 2018), (2018, 2020), (2020, None)]),
        (1, 2013, 2016, [(2010, 2012), (2013, 2016), (2016, 2020), (2020, None)]),
    ],
)
def test_corrected_days_take_those_of_touching_postings_along(
    person, career, index, begins, ends, years
):
    days = dt.date(begins, 1, 1), ends and dt.date(ends, 1, 1)
    correct_posting(career[index], valid_from=days[0], valid_to=days[1])
    told = [(one.year, other and other.year) for one, other in intervals(person)]
    assert told == years


@pytest.mark.parametrize(
    ("index", "begins", "ends", "covered"), [(1, 2011, 2018, 2010), (0, 2010, 2016, 2015)]
)
def test_the_posting_that_would_be_covered_is_named(career, index, begins, ends, covered):
    days = dt.date(begins, 1, 1), dt.date(ends, 1, 1)
    with pytest.raises(PostingOutOfOrder) as refused:
        correct_posting(career[index], valid_from=days[0], valid_to=days[1])
    assert refused.value.args[0] == dt.date(covered, 1, 1)


@pytest.mark.parametrize(
    ("index", "begins", "ends"),
    [(2, 2014, 2020), (1, 2011, 2018), (2, 2019, 2019), (2, 2018, None), (0, 2010, 2016)],
)
def test_days_that_would_cover_another_posting_are_refused(person, career, index, begins, ends):
    before = intervals(person)
    days = dt.date(begins, 1, 1), ends and dt.date(ends, 1, 1)
    with pytest.raises(PostingOutOfOrder):
        correct_posting(career[index], valid_from=days[0], valid_to=days[1])
    assert intervals(person) == before


@pytest.mark.any_database
@pytest.mark.parametrize("day", [dt.date(1949, 1, 1), dt.date(2099, 1, 1)])
def test_no_door_takes_an_impossible_day(person, career, day):
    with pytest.raises(ValidationError):
        post_person(person, AgencyFactory(), position=OFFICER, day=day)
    with pytest.raises(ValidationError):
        end_posting(person, day=day)
    with pytest.raises(ValidationError):
        correct_posting(career[0], valid_from=day, valid_to=None)


@pytest.mark.any_database
def test_a_posting_that_goes_on_after_all_has_no_reason_for_its_end(person, career):
    end_posting(person, day=dt.date(2025, 1, 1), reason="retired")
    last = person.postings.last()
    assert last.end_reason == "retired"
    correct_posting(last, valid_from=last.valid_from, valid_to=None)
    assert person.postings.last().end_reason == ""
