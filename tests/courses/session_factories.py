"""Class sessions made through the doors that offices use, for tests."""

import datetime as dt

from django.utils import timezone

from courses.models import ClassSession
from courses.sessions import PartTime, SessionPlan, create_session, open_session
from people.models import Role
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

TITLES = {"my": "ရုံးသုံး ကွန်ပျူတာ", "en": "Computers at the office"}
# A Monday in Yangon; tests name moments from it.
MONDAY = timezone.make_aware(dt.datetime(2026, 3, 2, 9, 0))
BEFORE = MONDAY - dt.timedelta(days=10)
HOUR = dt.timedelta(hours=1)


def part(begins=MONDAY, minutes=60):
    return PartTime(begins, begins + dt.timedelta(minutes=minutes))


def make_runner(agency, kind=Role.Kind.TRAINER):
    """Whoever plans sessions of the office."""
    return RoleFactory(agency=agency, kind=kind).person


def make_plan(agency, **changes):
    fields = {"titles": TITLES, "capacity": 2, "parts": [part()], "opens_to": "all"} | changes
    return SessionPlan(agency=agency, **fields)


def make_session(agency=None, *, by=None, at=BEFORE, **changes) -> ClassSession:
    """An open session of one hour on Monday, with two seats for everybody."""
    agency = agency or AgencyFactory()
    by = by or make_runner(agency)
    return open_session(create_session(make_plan(agency, **changes), by=by, at=at), by=by, at=at)


def make_official(agency=None, **changes):
    """Somebody who serves in the office."""
    person = PersonFactory(**changes)
    PostingFactory(person=person, agency=agency or AgencyFactory())
    return person


def soon(days=3):
    """A part of one hour that lies ahead by the clock of the machine, for pages."""
    return part(timezone.now().replace(microsecond=0) + dt.timedelta(days=days))
