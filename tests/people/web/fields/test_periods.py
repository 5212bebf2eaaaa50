"""What holds from a day to a day is of one state: it holds, is to come or is over."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Role
from people.web.office.roles.forms import RoleFilter
from tests.people.factories import RoleFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def find_kinds(state):
    found = RoleFilter({"state": state}, Role.objects.all()).qs
    return set(found.values_list("kind", flat=True))


def test_each_is_of_one_state_and_the_day_of_its_end_is_over():
    today, day = timezone.localdate(), dt.timedelta(days=1)
    RoleFactory(kind="viewer", valid_from=today, valid_to=None)
    RoleFactory(kind="line", valid_from=today, valid_to=today + day)
    RoleFactory(kind="hr", valid_from=today + day, valid_to=None)
    RoleFactory(kind="trainer", valid_to=today)
    # Taken back before it held a day, although its days lie ahead.
    RoleFactory(kind="auditor", valid_from=today + day, valid_to=today + day)
    assert find_kinds("now") == {"viewer", "line"}
    assert find_kinds("coming") == {"hr"}
    assert find_kinds("over") == {"trainer", "auditor"}
    assert len(find_kinds("")) == 5
