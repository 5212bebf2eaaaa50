"""Acts on agencies as they are asked for, without a look at who may."""

import datetime as dt

import pytest

from people.agencies.applying import apply_wish
from people.models import Agency, AgencyAct
from tests.people.factories import AgencyFactory, PersonFactory

DAY = dt.date(2024, 6, 1)


@pytest.fixture
def other(tree):
    """One more department of the first ministry, which may take over from the other."""
    return AgencyFactory(code="FSD", parent=Agency.objects.get(code="MOHA"))


def apply(kind, agency, *, day=DAY, **wish):
    """Do it and return the act, as done and not stored."""
    act = AgencyAct(kind=kind, agency=agency, day=day, reason="Order 12/2026", wish=wish)
    act.by, act.state = PersonFactory(password="!"), AgencyAct.State.DONE
    act.done = apply_wish(act)
    return act


def above(agency):
    return [one.code for one in Agency.objects.get(pk=agency.pk).get_ancestors()]
