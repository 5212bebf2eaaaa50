"""People behind a figure are listed, and named only to whoever may see them."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import Enrolment
from people.models import Person
from reporting.figures.subtree import UnitContext
from reporting.insights.people_asked import PeopleAsked, PeopleFilter
from reporting.insights.people_list import PersonRow, list_people
from tests.courses.factories import make_course, make_enrolment
from tests.people.factories import PersonFactory, PostingFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.questions import scope_of

COUNTED, LACKING, TRAINING, POSTED = PeopleFilter


def people_of(house, who, viewer=None, *, is_alone=False, **query):
    scope = scope_of(viewer or house.hr, **query)
    asked = PeopleAsked(who, is_alone=is_alone)
    return list_people(scope, asked, None, UnitContext.of(scope.unit, scope.day))


def test_the_last_day_is_the_one_before_the_end():
    row = PersonRow(Person(), None, {}, "", DAY, dt.date(2026, 1, 1))
    assert row.last_day == dt.date(2025, 12, 31)
    assert PersonRow(Person(), None, {}, "", DAY, None).last_day is None


def test_counted_and_lacking_make_up_those_posted(house):
    found = [
        {row.person for row in people_of(house, who).rows} for who in (COUNTED, LACKING, POSTED)
    ]
    assert found[0] == {house.people[2], house.people[4]}
    assert found[0] | found[1] == found[2] == set(house.people)
    assert not found[0] & found[1]


def test_a_row_tells_the_highest_level_held(house):
    EvidenceFactory(person=house.people[2], skill=house.skill, level=4, agency=house.north)
    EvidenceFactory(person=house.people[2], skill=house.skill, level=6, revoked=True)
    [row] = people_of(house, COUNTED, unit="GAD-N").rows
    assert (row.level_name, row.agency) == ("၄ · အလယ်အလတ်", house.north)
    [lacking] = people_of(house, LACKING, unit="GAD-N").rows
    assert (lacking.level_name, lacking.acquired_on, lacking.last_day) == ("", None, None)


@pytest.mark.parametrize(
    ("who", "measure"), [(who, "held") for who in PeopleFilter] + [(COUNTED, "trained")]
)
def test_the_office_itself_and_the_units_below_make_up_the_whole(house, who, measure):
    course = make_course(skills=[(house.skill, 2)])
    make_enrolment(course, person=house.people[1])
    make_enrolment(course, person=house.people[2])  # who holds it already
    Enrolment.objects.update(enrolled_at=timezone.make_aware(dt.datetime(2026, 11, 2)))
    for agency in (house.gad, house.moha):
        EvidenceFactory(
            person=PostingFactory(agency=agency).person, skill=house.skill, agency=agency
        )
    whole, office, north, south = (
        {row.person for row in people_of(house, who, **asked, measure=measure).rows}
        for asked in (
            {"unit": "GAD"},
            {"unit": "GAD", "is_alone": True},
            {"unit": "GAD-N"},
            {"unit": "GAD-S"},
        )
    )
    assert office
    assert office | north | south == whole
    assert not office & (north | south)
    if who == TRAINING:
        assert whole == {house.people[1]}


@pytest.mark.parametrize(("measure", "total"), [("held", 1), ("trained", 2)])
def test_completions_stay_where_they_were_and_holders_move(house, measure, total):
    mover = PersonFactory()
    PostingFactory(person=mover, agency=house.moe)
    EvidenceFactory(person=mover, skill=house.skill, agency=house.north)
    people = people_of(house, COUNTED, unit="GAD-N", measure=measure)
    assert (people.total, people.hidden, len(people.rows)) == (total, total - 1, 1)


def test_two_of_one_name_keep_their_places(house):
    for _ in range(60):
        PostingFactory(agency=house.north, person=PersonFactory(name_en="Same", name_my=""))
    scope = scope_of(house.hr, unit="GAD-N")
    context = UnitContext.of(house.north, DAY)
    everyone = PeopleAsked(POSTED)
    pages = [list_people(scope, everyone, number, context) for number in ("1", "2")]
    shown = [row.person.pk for page in pages for row in page.rows]
    assert len(shown) == len(set(shown)) == pages[0].total == 62
