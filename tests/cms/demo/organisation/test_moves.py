"""The demo has an office that moved; figures of the months before are as they were."""

import datetime as dt

import pytest
from django.utils import timezone

from cms.demo.organisation.moves import has_moved_office, move_office
from people.models import Agency
from reporting.figures.headcount import count_posted
from reporting.figures.subtree import Subtree
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_an_office_moved_this_month_and_the_month_before_stays():
    ministry = AgencyFactory(code="MOHA", parent=AgencyFactory(code="MM"))
    old, new = (AgencyFactory(code=f"GAD-MMR010D00{n}", parent=ministry) for n in (2, 1))
    PostingFactory(agency=AgencyFactory(code="GAD-MMR010009", parent=old))
    RoleFactory(agency=ministry, person=PersonFactory(username="hr"))
    before = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    june = count([old, new], before)
    assert not has_moved_office()
    move_office()
    assert has_moved_office()
    units = list(Agency.objects.filter(pk__in=[old.pk, new.pk]))
    assert count(units, before) == june == {old.pk: 1, new.pk: 0}
    assert count(units, timezone.localdate()) == {old.pk: 0, new.pk: 1}


def count(units, day):
    return count_posted(Subtree.of(units, since=day), day)
