"""What role profiles ask, beside who holds it."""

import datetime as dt

import pytest

from reporting.figures.profiles import count_staffing, list_staffing_by_unit, posts
from reporting.spells import fold_all
from tests.people.factories import PostingFactory
from tests.plan.factories import RoleProfileFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory

pytestmark = pytest.mark.django_db
OFFICER = {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"}


@pytest.fixture(autouse=True, params=["facts", "spells"])
def way(request, monkeypatch):
    """Counts a few agencies as a few, from the facts, or as if they were very many."""
    if request.param == "spells":
        monkeypatch.setattr(posts, "FEWEST_AGENCIES", 0)


def figures(unit, day=DAY):
    """Return what is counted right after the facts, and once their spells are derived."""
    stale = count_staffing(unit, day=day)
    fold_all()
    assert count_staffing(unit, day=day) == stale
    return [(one.posted, one.held, one.asked, one.gap) for one in stale]


def asked(house, agency, minimum=None, **fields):
    return RoleProfileFactory(agency=agency, asks=[(house.skill, 2, minimum)], **fields)


def test_of_everyone_each_person_of_the_position_counts(house):
    asked(house, house.moha)
    PostingFactory(agency=house.north, position={"my": "စာရေး", "en": "Clerk"})
    PostingFactory(agency=house.north, position={"en": "staff officer"})
    assert figures(house.moha) == [(6, 2, 6, 4)]
    assert figures(house.north) == [(3, 1, 3, 2)]
    assert figures(house.moe) == []


def test_a_minimum_of_a_kind_is_asked_of_each_unit_of_it(house):
    for unit, kind in ((house.north, "township"), (house.south, "township")):
        unit.kind = kind
        unit.save()
    PostingFactory(agency=house.moha.add_child(code="GAD-E", kind="township"), position={})
    asked(house, house.root, minimum=2, unit_kind="township")
    # North has two of them and one holds it, south has one and holds it, east has nobody.
    assert figures(house.root) == [(3, 2, 6, 4)]
    assert figures(house.south) == [(1, 1, 2, 1)]


def test_a_minimum_without_a_kind_is_asked_of_the_whole(house):
    asked(house, house.moha, minimum=3)
    assert figures(house.root) == [(5, 2, 3, 1)]
    assert figures(house.moha) == [(5, 2, 3, 1)]
    assert figures(house.gad) == [(4, 2, None, None)]


def test_only_what_counts_on_the_day_is_counted(house):
    profile = asked(house, house.moha, valid_from=dt.date(2026, 1, 1))
    low, gone = house.people[0], house.people[4]
    EvidenceFactory(person=low, skill=house.skill, level=1)
    EvidenceFactory(person=low, skill=house.skill, kind="self_claim")
    gone.postings.update(valid_to=dt.date(2026, 6, 1))
    assert figures(house.moha) == [(4, 1, 4, 3)]
    assert figures(house.moha, dt.date(2026, 5, 1)) == [(5, 2, 5, 3)]
    assert figures(house.moha, profile.valid_from - dt.timedelta(1)) == []


def test_facts_tell_of_those_who_changed_and_spells_of_all_others(house):
    asked(house, house.moha)
    asked(house, house.north, minimum=2)
    fold_all()
    mover, learner, holder, clerk, leaver = house.people
    mover.postings.update(agency=house.north)
    assert figures(house.moha) == [(5, 2, 5, 3), (3, 1, 2, 1)]
    EvidenceFactory(person=learner, skill=house.skill, level=4)
    assert figures(house.moha) == [(5, 3, 5, 2), (3, 1, 2, 1)]
    clerk.postings.update(position={"en": "Clerk"})
    holder.evidence.update(level=1)
    assert figures(house.moha) == [(4, 2, 4, 2), (2, 0, 2, 2)]
    leaver.postings.update(valid_to=DAY)
    assert figures(house.moha) == [(3, 1, 3, 2), (2, 0, 2, 2)]


def test_parts_by_unit_add_up_to_the_whole(house):
    requirement = asked(house, house.root).requirements.get()
    parts = list_staffing_by_unit(house.moha, requirement, day=DAY)
    assert [(one.unit.code, one.posted, one.held) for one in parts] == [
        ("MOHA", 1, 0), ("GAD", 1, 0), ("GAD-N", 2, 1), ("GAD-S", 1, 1)
    ]  # fmt: skip
    [whole] = count_staffing(house.moha, day=DAY)
    assert (whole.posted, whole.gap) == (sum(p.posted for p in parts), sum(p.gap for p in parts))


def test_each_profile_asks_its_own_units_and_those_of_one_kind_one_by_one(house):
    house.north.kind = house.moe.kind = "township"
    house.north.save()
    house.moe.save()
    asked(house, house.root, position={"en": "Staff Officer"})
    asked(house, house.gad)
    asked(house, house.root, minimum=2, unit_kind="township", position={"my": "ဦးစီးအရာရှိ"})
    # Of the kind are the north, with one of two, and education, where nobody serves.
    assert figures(house.root) == [(5, 2, 5, 3), (2, 1, 4, 3), (4, 2, 4, 2)]
    assert figures(house.north) == [(2, 1, 2, 1), (2, 1, 2, 1), (2, 1, 2, 1)]


def test_queries_do_not_grow_with_profiles(house, django_assert_max_num_queries):
    for number in range(8):
        asked(house, house.gad, position={"en": f"P{number}"})
    asked(house, house.moha)
    fold_all()
    with django_assert_max_num_queries(4):
        assert len(count_staffing(house.moha, day=DAY)) == 1
