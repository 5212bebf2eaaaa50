"""A year that is closed, opened again and corrected in the same moment stays whole."""

import datetime as dt

import pytest
from django.utils import timezone

from certification.models import YearStatement
from certification.statements.making import make_statement
from courses.hours.years import LearningYear
from courses.models import YearCorrection, YearExemption, YearStatus
from courses.obligations.closing import YearRestsElsewhere, close_year, reopen_year
from courses.obligations.corrections import YearReopened, ask_correction
from courses.obligations.exemptions import exempt_person
from courses.obligations.prescribing import YearIsClosed
from tests.courses.obligations.factories import (
    CUT_OFF,
    YEAR,
    close_after,
    make_member,
    make_obligation,
    make_office,
)
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("committed_db")

AFTER = CUT_OFF + dt.timedelta(days=1)


def test_a_year_that_two_workers_close_is_frozen_once():
    agency, by = make_office()
    people = [make_member(agency) for _ in range(30)]
    obligation = make_obligation(agency, by=by)
    at_once(*[lambda: close_year(obligation.pk, day=AFTER)] * 3)
    frozen = YearStatus.objects.values_list("person", flat=True)
    assert sorted(frozen) == sorted(one.pk for one in people)


def make_closed_year_of_today():
    """A year of today that was closed yesterday, so that it may run again until today."""
    (agency, by), today = make_office(), timezone.localdate()
    people = [make_member(agency) for _ in range(3)]
    year = LearningYear.current()
    cut_off = today - dt.timedelta(days=1)
    obligation = make_obligation(agency, by=by, year=year.number, cut_off_on=cut_off)
    close_after(obligation)
    return obligation, by, people, year


def test_a_year_opened_again_while_it_is_corrected_and_stated_loses_neither():
    obligation, by, people, year = make_closed_year_of_today()
    statuses = list(YearStatus.objects.all())
    refusals = (YearRestsElsewhere, YearReopened)
    came = at_once(
        lambda: reopen_year(obligation, cut_off_on=timezone.localdate(), reason="Flood.", by=by),
        *[
            lambda one=one: ask_correction(one, state="fulfilled", reason="Paper", by=by)
            for one in statuses
        ],
        *[lambda one=one: make_statement(one, year) for one in people],
        refusals=refusals,
    )
    obligation.refresh_from_db()
    if isinstance(came[0], YearRestsElsewhere):
        assert obligation.closed_at
        assert YearStatus.objects.count() == 3
    else:
        assert obligation.closed_at is None
        assert not YearStatus.objects.exists()
        assert not YearCorrection.objects.exists()
    asked = sum(isinstance(one, YearCorrection) for one in came)
    assert YearCorrection.objects.count() == asked
    assert YearStatement.objects.count() == 3


def test_an_exemption_given_while_the_year_closes_is_seen_or_refused():
    agency, by = make_office()
    people = [make_member(agency) for _ in range(6)]
    obligation, year = make_obligation(agency, by=by), LearningYear(YEAR)
    came = at_once(
        lambda: close_year(obligation.pk, day=AFTER),
        *[lambda one=one: exempt_person(one, year, reason="leave", by=by) for one in people],
        refusals=(YearIsClosed,),
    )
    exempt = set(YearExemption.objects.values_list("person", flat=True))
    assert len(exempt) == sum(isinstance(one, YearExemption) for one in came)
    frozen = YearStatus.objects.filter(state="exempt").values_list("person", flat=True)
    assert set(frozen) == exempt
