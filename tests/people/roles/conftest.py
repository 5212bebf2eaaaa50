"""An HR manager of a ministry, and somebody serving below."""

import datetime as dt

import pytest
from django.utils import timezone

from people.roles.giving import Period
from tests.people.factories import PostingFactory, RoleFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"]).person


@pytest.fixture
def official(tree):
    return PostingFactory(agency=tree["GAD-T1"]).person


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def month(today):
    return Period(today, today + 30 * DAY)
