"""A figure by groups: what is shown adds up, and small groups are never found."""

import pytest
from django.utils.translation import override

from reporting.breakdowns import Dimension, build_breakdown
from tests.people.factories import PersonFactory, PostingFactory
from tests.reporting.factories import EvidenceFactory
from tests.reporting.questions import scope_of


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def post(agency, count, *, gender="", holding=0, skill=None, **facts):
    """So many people of the gender in the agency, of whom some hold the skill."""
    for n in range(count):
        person = PersonFactory(gender=gender)
        PostingFactory(person=person, agency=agency, **facts)
        if n < holding:
            EvidenceFactory(person=person, skill=skill, agency=agency)


def numbers(breakdown):
    return {row.name: (row.posted, row.held) for row in breakdown.rows}


@pytest.mark.django_db
def test_groups_add_up_to_the_figure_of_the_unit(house, settings):
    settings.SMALLEST_GROUP = 2
    post(house.south, 4, gender="female", holding=3, skill=house.skill)
    post(house.north, 2, gender="male", holding=1, skill=house.skill)
    scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2")
    found = numbers(build_breakdown(scope, Dimension.GENDER))
    assert found == {"Female": (4, 3), "Male": (2, 1), "Not recorded": (5, 2)}


@pytest.mark.django_db
def test_a_small_group_and_its_neighbour_are_told_together_only(house, settings):
    settings.SMALLEST_GROUP = 4
    post(house.south, 9, gender="female")
    post(house.south, 3, gender="male", holding=1, skill=house.skill)
    scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2")
    breakdown = build_breakdown(scope, Dimension.GENDER)
    assert numbers(breakdown) == {
        "Female": (9, 0),
        "Male": (None, None),
        "Not recorded": (None, None),
    }
    assert (breakdown.together.posted, breakdown.together.held) == (8, 3)


@pytest.mark.django_db
def test_a_small_group_of_one_office_is_not_found_through_the_office_beside_it(house, settings):
    settings.SMALLEST_GROUP = 5
    for agency in (house.moha, house.gad, house.north, house.south):
        post(agency, 9)
    for agency, women in ((house.north, 2), (house.south, 30)):
        post(agency, women, gender="female")
        post(agency, 30, gender="male")
        post(agency, 30, gender="other")
    pages = [
        numbers(build_breakdown(scope_of(house.hr, unit=code), Dimension.GENDER))
        for code in ("GAD", "GAD-N", "GAD-S")
    ]
    whole, north, south = pages
    assert whole["Female"] == (32, 0)
    assert north["Female"] == south["Female"] == (None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dimension", "names"),
    [
        (Dimension.GRADE, ["Grade 4", "Grade 7"]),
        (Dimension.POSITION, ["Staff Officer", "Clerk"]),
        (Dimension.SETTING, ["Urban", "In no township"]),
        (Dimension.REGION, ["Mandalay", "In no township"]),
    ],
)
def test_each_dimension_names_its_groups(house, settings, dimension, names):
    settings.SMALLEST_GROUP = 1
    house.north.setting, house.north.township_pcode = "urban", "MMR010008"
    house.north.save()
    clerk = {"my": "စာရေး", "en": "Clerk"}
    post(house.north, 3, grade=4, position=clerk)
    rows = build_breakdown(scope_of(house.hr, unit="MOHA"), dimension).rows
    assert [row.name for row in rows] == names


@pytest.mark.django_db
def test_however_many_units_there_are_it_costs_as_many_queries(
    house, django_assert_max_num_queries
):
    scope = scope_of(house.hr, unit="GAD", skill="DC3-4.2", level="2")
    with django_assert_max_num_queries(5):
        build_breakdown(scope, Dimension.GENDER)
