"""A trainer or a room that is taken is told, and titles of other offices are not."""

import pytest

from courses.sessions.planner import Clash, find_clashes
from tests.courses.session_factories import (
    BEFORE,
    HOUR,
    MONDAY,
    make_plan,
    make_runner,
    make_session,
    part,
)
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def office():
    return AgencyFactory()


@pytest.fixture
def trainer(office):
    return make_runner(office)


def test_a_trainer_of_another_session_and_a_room_are_told(office, trainer):
    make_session(office, by=trainer, trainers=[trainer], place="Hall  2", at=BEFORE)
    plan = make_plan(office, parts=[part(MONDAY + HOUR / 2)], trainers=[trainer], place="hall 2")
    title = "ရုံးသုံး ကွန်ပျူတာ"
    assert find_clashes([plan], by=trainer) == [
        [Clash(trainer=trainer, title=title), Clash(place="hall 2", title=title)]
    ]


def test_sessions_of_other_offices_have_no_title(trainer):
    make_session(AgencyFactory(), trainers=[], place="Hall 2")
    stranger = make_runner(AgencyFactory())
    plan = make_plan(stranger.roles.get().agency, place="Hall 2")
    assert find_clashes([plan], by=stranger) == [[Clash(place="Hall 2")]]


def test_what_follows_and_what_is_cancelled_is_no_clash(office, trainer):
    session = make_session(office, by=trainer, trainers=[trainer], place="Hall")
    after = make_plan(office, parts=[part(MONDAY + HOUR)], trainers=[trainer], place="Hall")
    assert find_clashes([after], by=trainer) == [[]]
    same = make_plan(office, trainers=[trainer], place="Hall")
    assert find_clashes([same], by=trainer, besides=session) == [[]]


def test_runs_of_one_plan_clash_with_each_other(office, trainer):
    plan = make_plan(office, place="Hall")
    assert find_clashes([plan, plan], by=trainer) == [
        [Clash(place="Hall", number=2)],
        [Clash(place="Hall", number=1)],
    ]
