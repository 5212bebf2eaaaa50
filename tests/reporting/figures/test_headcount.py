"""Persons posted in a unit are counted on the day."""

import datetime as dt

import pytest

from reporting.figures.headcount import count_posted
from reporting.figures.subtree import Subtree
from tests.people.factories import AgencyFactory, PostingFactory

DAY = dt.date(2026, 11, 23)

pytestmark = pytest.mark.django_db


def test_the_headcount_is_of_the_day():
    ministry = AgencyFactory()
    office = AgencyFactory(parent=ministry)
    PostingFactory(agency=office, valid_to=DAY)
    PostingFactory(agency=office, valid_from=DAY)
    PostingFactory(agency=ministry)
    for day in (DAY, DAY - dt.timedelta(1)):
        subtree = Subtree.of([ministry, office], since=day)
        assert count_posted(subtree, day) == {ministry.pk: 2, office.pk: 1}


def test_no_units_have_no_headcount():
    assert count_posted(Subtree.of([], since=DAY), DAY) == {}
