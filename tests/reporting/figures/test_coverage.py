"""The figures equal a naive count, person by person, on any day."""

import datetime as dt
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from certification.models import Evidence
from people.models import Posting
from reporting.figures.coverage import (
    Measure,
    count_coverage,
    count_holders_by_kind,
    coverage_over,
)
from reporting.figures.subtree import Subtree
from reporting.spells import fold_all
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.plan.factories import SkillFactory
from tests.reporting.factories import EvidenceFactory

FIRST = dt.date(2025, 1, 1)
DAY = dt.date(2026, 11, 23)
HELD, TRAINED = Measure.HELD, Measure.TRAINED


def after(days):
    return FIRST + dt.timedelta(days)


def counts(units, skill, level=2, *, day=DAY, measure=HELD):
    cells = count_coverage(units, [(skill, level)], day=day, measure=measure)
    return [cell.count for cell in cells]


@pytest.fixture
def ministry(db):
    return AgencyFactory(code="MOHA")


@pytest.fixture
def office(ministry):
    return AgencyFactory(code="MOHA-GAD", parent=ministry)


def official(agency, **posting):
    return PostingFactory(agency=agency, **posting).person


def test_a_person_below_counts_in_every_unit_above_once(ministry, office):
    skill, person = SkillFactory(), official(office)
    EvidenceFactory(person=person, skill=skill)
    EvidenceFactory(person=person, skill=skill, level=4)
    assert counts([ministry, office], skill) == [1, 1]
    assert counts([ministry, office], skill, level=4) == [1, 1]
    assert counts([ministry, office], skill, level=5) == [0, 0]


def test_a_neighbour_does_not_count(ministry, office):
    skill, other = SkillFactory(), AgencyFactory(code="MOE")
    EvidenceFactory(person=official(other), skill=skill)
    assert counts([ministry, office, other], skill) == [0, 0, 1]


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (dt.date(2025, 5, 31), 0),
        (dt.date(2025, 6, 1), 1),
        (dt.date(2025, 12, 31), 1),
        (dt.date(2026, 1, 1), 0),
    ],
)
@pytest.mark.parametrize("end", ["expires_on", "revoked_on"])
def test_evidence_counts_from_its_day_until_the_day_before_its_end(ministry, day, held, end):
    skill = SkillFactory()
    EvidenceFactory(person=official(ministry), skill=skill, **{end: dt.date(2026, 1, 1)})
    assert counts([ministry], skill, day=day) == [held]


def test_a_transfer_moves_the_person_and_not_the_training(ministry, office):
    skill, other = SkillFactory(), AgencyFactory(code="MOE")
    moved = dt.date(2026, 3, 1)
    person = official(office, valid_to=moved)
    official(other, person=person, valid_from=moved)
    EvidenceFactory(person=person, skill=skill, agency=office)
    before = moved - dt.timedelta(1)
    assert counts([ministry, other], skill, day=before) == [1, 0]
    assert counts([ministry, other], skill, day=moved) == [0, 1]
    assert counts([ministry, other], skill, day=moved, measure=TRAINED) == [1, 0]


def test_training_stays_counted_after_expiry_but_not_after_revocation(ministry):
    skill = SkillFactory()
    EvidenceFactory(expired=True, agency=ministry, skill=skill)
    EvidenceFactory(revoked=True, agency=ministry, skill=skill)
    assert counts([ministry], skill, day=dt.date(2025, 12, 31), measure=TRAINED) == [2]
    assert counts([ministry], skill, measure=TRAINED) == [1]


@pytest.mark.parametrize(
    ("kind", "held", "trained"),
    [
        ("test", 1, 0),
        ("sign_off", 1, 0),
        ("imported", 1, 1),
        ("diagnostic", 0, 0),
        ("self_claim", 0, 0),
    ],
)
def test_each_kind_of_evidence_counts_for_what_it_proves(ministry, kind, held, trained):
    skill = SkillFactory()
    EvidenceFactory(person=official(ministry), skill=skill, agency=ministry, kind=kind)
    assert counts([ministry], skill) == [held]
    assert counts([ministry], skill, measure=TRAINED) == [trained]


def test_nobody_and_nothing_give_no_figures(ministry):
    skill = SkillFactory()
    assert count_coverage([], [(skill, 2)], day=DAY, measure=HELD) == []
    assert count_coverage([ministry], [], day=DAY, measure=HELD) == []
    assert counts([ministry], skill) == [0]


@pytest.mark.parametrize("measure", list(Measure))
def test_many_units_skills_and_days_cost_as_many_queries_as_one(ministry, measure):
    units = [ministry, *(AgencyFactory(parent=ministry) for _ in range(20))]
    pairs = [(SkillFactory(), level) for level in (2, 4, 6)]
    for unit in units:
        EvidenceFactory(person=official(unit), skill=pairs[0][0], agency=unit)
    # The fourth asks which of the units are added up already, and whether somebody is stale.
    for _folded in (False, True):
        with CaptureQueriesContext(connection) as queries:
            cells = count_coverage(units, pairs, day=DAY, measure=measure)
        assert len(queries) <= 4
        assert [cell.count for cell in cells if cell.skill == pairs[0][0]] == [21] + [1] * 20
        fold_all()


intervals = st.tuples(st.integers(0, 600), st.integers(1, 400) | st.none())
postings = st.lists(st.tuples(st.integers(1, 200), st.integers(0, 4)), min_size=0, max_size=4)
records = st.lists(
    st.tuples(
        intervals, st.integers(0, 1), st.integers(1, 8), st.integers(1, 400) | st.none(),
        st.integers(0, 4) | st.none(),
    ),
    max_size=4,
)  # fmt: skip
people = st.lists(st.tuples(postings, records, st.booleans()), min_size=1, max_size=5)


@pytest.mark.slow
class TestAgainstANaiveCount(TestCase):
    """Random lives of a few people in a small tree, counted person by person."""

    def make_ground(self):
        root = AgencyFactory()
        left, right = AgencyFactory(parent=root), AgencyFactory(parent=root)
        self.units = [root, left, right, AgencyFactory(parent=left), AgencyFactory(parent=left)]
        self.skills = [SkillFactory(), SkillFactory()]

    def make_person(self, moves, learnt, is_open):
        person, start = PersonFactory(), 0
        for index, (length, unit) in enumerate(moves):
            end = None if is_open and index == len(moves) - 1 else after(start + length)
            Posting.objects.create(
                person=person, agency=self.units[unit], valid_from=after(start), valid_to=end
            )
            start += length
        for (acquired, lasts), skill, level, revoked, unit in learnt:
            EvidenceFactory(
                person=person,
                skill=self.skills[skill],
                level=level,
                acquired_on=after(acquired),
                expires_on=lasts and after(acquired + lasts),
                revoked_on=revoked and after(acquired + revoked),
                agency=None if unit is None else self.units[unit],
            )

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(people, st.lists(st.integers(0, 900), min_size=1, max_size=3, unique=True))
    def test_held_and_trained_equal_the_naive_count(self, lives, days):
        self.make_ground()
        for life in lives:
            self.make_person(*life)
        pairs = [(skill, level) for skill in self.skills for level in (1, 4)]
        subtree = Subtree.of(self.units, since=min(map(after, days)))
        # Read once: what is counted anew for each cell is counted here, not in the database.
        postings = list(Posting.objects.select_related("agency"))
        evidence = list(Evidence.objects.select_related("agency"))
        for measure in (HELD, TRAINED):
            cells = coverage_over(subtree, pairs, days=list(map(after, days)), measure=measure)
            assert len(cells) == len(self.units) * len(pairs) * len(days)
            for cell in cells:
                naive = (
                    naive_held(cell, postings, evidence)
                    if measure is HELD
                    else naive_trained(cell, evidence)
                )
                assert cell.count == naive, cell


def lies_in(agency, unit):
    return agency is not None and agency.path.startswith(unit.path)


def covers(start, end, day):
    return start <= day and (end is None or day < end)


def naive_held(cell, postings, evidence):
    posted = {
        posting.person_id
        for posting in postings
        if lies_in(posting.agency, cell.unit)
        and covers(posting.valid_from, posting.valid_to, cell.day)
    }
    holding = {
        row.person_id
        for row in evidence
        if row.skill_id == cell.skill.pk
        and row.level >= cell.level
        and covers(row.acquired_on, row.expires_on, cell.day)
        and (row.revoked_on is None or cell.day < row.revoked_on)
    }
    return len(posted & holding)


def naive_trained(cell, evidence):
    return sum(
        row.skill_id == cell.skill.pk
        and row.level >= cell.level
        and lies_in(row.agency, cell.unit)
        and covers(row.acquired_on, row.revoked_on, cell.day)
        for row in evidence
    )


@pytest.mark.parametrize("is_folded", [False, True])
def test_holders_are_counted_once_by_what_proves_their_skill_most(house, is_folded):
    proofs = [("sign_off", 2), ("test", 1), ("self_claim", 4), ("diagnostic", 4)]
    for kind, level in proofs:
        EvidenceFactory(
            person=house.people[2], skill=house.skill, agency=house.north, kind=kind, level=level
        )
    if is_folded:
        fold_all()
    subtree = Subtree.of([house.moha], since=DAY)
    with override("en"):
        found = count_holders_by_kind(subtree, (house.skill, 2), day=DAY)
        # A test of a lower level proves less than an imported record of a higher one.
        low = count_holders_by_kind(subtree, (house.skill, 1), day=DAY)
    assert {tuple(one[1:]) for one in found} == {
        ("Signed off by a supervisor", 1),
        ("Imported record", 1),
    }
    assert low == found


def test_kinds_add_up_to_the_figure(house):
    prove = partial(EvidenceFactory, skill=house.skill, agency=house.gad)
    for number, kind in enumerate(("test", "imported", "sign_off", "imported", "sign_off")):
        prove(person=house.people[number], kind=kind, level=1 + number)
    subtree = Subtree.of([house.moha, house.gad], since=DAY)
    pairs = [(house.skill, level) for level in (1, 3)]
    for measure in Measure:
        figures = [
            coverage_over(subtree, pairs, days=[DAY], measure=measure, by_kind=by_kind)
            for by_kind in (True, False)
        ]
        for parts, whole in zip(*figures, strict=True):
            assert sum(parts.kinds.values()) == parts.count == whole.count
