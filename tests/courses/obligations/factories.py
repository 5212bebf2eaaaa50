"""Years of the past as offices prescribed them, for tests."""

import datetime as dt

from django.utils import timezone

from courses.models import Enrolment, YearlyObligation
from courses.obligations.closing import close_year
from tests.courses.factories import make_course, make_enrolment
from tests.people.factories import AgencyFactory, PostingFactory, RoleFactory

YEAR = 2025
CUT_OFF = dt.date(2025, 11, 30)
SINCE = dt.date(2020, 1, 1)


def make_office(**fields):
    """An agency with its HR manager, who does not serve in it."""
    agency = AgencyFactory(**fields)
    return agency, RoleFactory(agency=agency, kind="hr").person


def make_member(agency, *, since=SINCE, **fields):
    return PostingFactory(agency=agency, valid_from=since, **fields).person


def make_obligation(agency, *courses, year=YEAR, cut_off_on=CUT_OFF, by=None, **fields):
    """An obligation of a year that may be over, which no manager could write any more."""
    by = by or RoleFactory(agency=agency, kind="hr").person
    row = YearlyObligation.objects.create(
        agency=agency,
        year=year,
        cut_off_on=cut_off_on,
        set_by=by,
        set_at=timezone.now(),
        **fields,
    )
    row.courses.set(courses or [make_course()])
    return row


def complete_at(person, course, at, *, ends_on=None):
    if isinstance(at, dt.date) and not isinstance(at, dt.datetime):
        at = timezone.make_aware(dt.datetime.combine(at, dt.time(12)))
    enrolment = make_enrolment(course, person=person, at=at)
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=at, ends_on=ends_on)
    return enrolment


def close_after(obligation):
    close_year(obligation.pk, day=obligation.cut_off_on + dt.timedelta(days=1))
    obligation.refresh_from_db()
