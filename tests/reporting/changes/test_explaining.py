"""A figure, with those who were won and without those who were lost, is that of a later day."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from people.agencies.acts import move_agency
from people.agencies.refusals import AgencyActRefused
from people.models import Agency, Posting
from people.postings import PostingOutOfOrder
from plan.models import Measure
from reporting.changes import ChangeReason, explain_change, list_changed
from reporting.figures.coverage import coverage_over
from reporting.figures.subtree import Subtree
from reporting.spells import fold_all
from tests.people.factories import PersonFactory, PostingFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.spells.history import LearningCountry
from tests.reporting.spells.test_fold import ACTS

pytestmark = pytest.mark.django_db
SINCE = dt.date(2026, 10, 31)
MEANWHILE = dt.date(2026, 11, 10)
LONG_AGO = dt.date(2024, 1, 1)


def explain(house, unit=None, measure=Measure.HELD, since=SINCE, until=DAY):
    subtree = Subtree.of([unit or house.gad], since=since)
    asked = {"since": since, "until": until, "measure": measure}
    change = explain_change(subtree, (house.skill, 2), **asked)
    people = list_changed(subtree, (house.skill, 2), **asked)
    assert change.adds_up
    assert change.counts == {reason: len(keys) for reason, keys in people.items()}
    return change.counts


@pytest.fixture(params=["stale", "folded"])
def count(request, house):
    """Counts as it is asked right after the facts, and once their spells are derived."""

    def ask(**kwargs):
        if request.param == "folded":
            fold_all()
        return explain(house, **kwargs)

    return ask


def holder(house, agency, *, since=LONG_AGO, until=None, **evidence):
    person = PostingFactory(agency=agency, valid_from=since, valid_to=until).person
    EvidenceFactory(person=person, skill=house.skill, **{"acquired_on": LONG_AGO} | evidence)
    return person


def test_nothing_changed_says_so(house, count):
    assert count() == {}


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        ({"acquired_on": MEANWHILE}, ChangeReason.LEARNT),
        ({"expires_on": MEANWHILE}, ChangeReason.EXPIRED),
        ({"revoked_on": MEANWHILE}, ChangeReason.REVOKED),
        # Without the revocation it would have expired all the same.
        ({"revoked_on": MEANWHILE, "expires_on": DAY}, ChangeReason.EXPIRED),
    ],
)
def test_who_serves_here_all_the_time_learnt_or_lost_it(house, count, evidence, reason):
    holder(house, house.north, **evidence)
    assert count() == {reason: 1}


def test_who_came_already_held_it(house, count):
    holder(house, house.north, since=MEANWHILE)
    back = holder(house, house.north, until=dt.date(2026, 1, 1))
    mover = holder(house, house.moe, until=MEANWHILE)
    for person in (back, mover):
        PostingFactory(person=person, agency=house.south, valid_from=MEANWHILE)
    # Who learnt it since is told as a learner, wherever it was.
    holder(house, house.south, since=MEANWHILE, acquired_on=MEANWHILE)
    assert count() == {
        ChangeReason.LEARNT: 1,
        ChangeReason.NEW: 1,
        ChangeReason.RETURNED: 1,
        ChangeReason.MOVED_IN: 1,
    }


def test_who_is_gone_left_or_moved(house, count):
    holder(house, house.north, until=MEANWHILE)
    mover = holder(house, house.north, until=MEANWHILE)
    PostingFactory(person=mover, agency=house.moe, valid_from=MEANWHILE)
    assert count() == {ChangeReason.LEFT: 1, ChangeReason.MOVED_OUT: 1}
    assert count(unit=house.moe) == {ChangeReason.MOVED_IN: 1}


def test_what_came_and_went_between_is_no_change(house, count):
    holder(house, house.north, acquired_on=MEANWHILE, expires_on=DAY)
    mover = holder(house, house.north, until=MEANWHILE)
    PostingFactory(person=mover, agency=house.south, valid_from=MEANWHILE)
    closed = holder(house, house.north, until=MEANWHILE)
    closed.is_active = False
    closed.save()
    assert count() == {}


def test_completions_are_added_and_revoked(house, count):
    person = PersonFactory()
    for acquired, revoked in ((MEANWHILE, None), (MEANWHILE, None), (LONG_AGO, MEANWHILE)):
        EvidenceFactory(
            person=person, skill=house.skill, agency=house.north,
            acquired_on=acquired, revoked_on=revoked,
        )  # fmt: skip
    found = count(measure=Measure.TRAINED)
    assert found == {ChangeReason.LEARNT: 2, ChangeReason.REVOKED: 1}


@pytest.mark.parametrize("measure", list(Measure))
def test_an_office_that_moves_takes_its_people_along(house, measure):
    today = timezone.localdate()
    admin = PersonFactory(admin=True, password="!")
    move_agency(house.north, house.moe, day=today, by=admin, reason="Order 12/2026")
    days = {"since": today - dt.timedelta(10), "until": today, "measure": measure}
    units = [Agency.objects.get(pk=unit.pk) for unit in (house.gad, house.moe, house.root)]
    found = [explain(house, unit, **days) for unit in units]
    assert found == [{ChangeReason.OFFICE_LEFT: 1}, {ChangeReason.OFFICE_CAME: 1}, {}]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(acts=ACTS, first=st.integers(0, 8), days=st.integers(1, 60))
def test_random_histories_add_up_for_every_unit_and_leave_no_rest(acts, first, days, small_sums):
    with transaction.atomic():
        country = LearningCountry()
        for number, act in enumerate(acts):
            try:
                with transaction.atomic():
                    country.do(number, *act)
            except (AgencyActRefused, PostingOutOfOrder):
                pass
        since = country.day(first)
        assert_adds_up(country, since, since + dt.timedelta(days))
        fold_all()
        assert_adds_up(country, since, since + dt.timedelta(days))
        transaction.set_rollback(True)


def assert_adds_up(country, since, until):
    for unit in Agency.objects.all():
        subtree = Subtree.of([unit], since=since)
        for measure in Measure:
            pair = (country.skills[0], 2)
            asked = {"since": since, "until": until, "measure": measure}
            change = explain_change(subtree, pair, **asked)
            people = list_changed(subtree, pair, **asked)
            cells = coverage_over(subtree, [pair], days=[since, until], measure=measure)
            assert (change.before, change.after) == tuple(cell.count for cell in cells)
            assert change.adds_up
            assert change.counts == {reason: len(keys) for reason, keys in people.items()}
            if measure == Measure.HELD:
                assert_each_counts_once(people)


def assert_each_counts_once(found):
    people = [pk for pks in found.values() for pk in pks]
    assert len(people) == len(set(people))
    served = Posting.objects.filter(person__in=people).values("person").distinct().count()
    assert served == len(people)
