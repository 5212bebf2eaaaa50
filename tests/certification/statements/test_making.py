"""The same content has one statement; another content has a further one that names the former."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from certification.facts.codes import generate_code
from certification.models import YearStatement
from certification.statements.facts import digest_facts
from certification.statements.making import make_statement
from courses.models import OwnStudy, YearlyObligation, YearStatus
from courses.obligations.closing import YearRestsElsewhere, reopen_year
from courses.obligations.corrections import approve_correction, ask_correction
from tests.certification.statements.factories import YEAR, make_closed_year
from tests.courses.obligations.factories import CUT_OFF
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db


def seal_as_if(statement):
    YearStatement.objects.filter(pk=statement.pk).update(
        sealed_at=timezone.now(), pdf_digest=statement.code
    )


def state_study(person, **fields):
    told = {"kind": "own", "subject": "Budgets", "state": "approved", "minutes": 90}
    told |= {"asked_at": timezone.now(), "answered_at": timezone.now(), "day": CUT_OFF}
    return OwnStudy.objects.create(person=person, **told | fields)


def test_it_states_who_the_obligation_and_the_hours():
    person, _ = make_closed_year()
    state_study(person)
    facts = make_statement(person, YEAR).facts
    assert facts["person"]["names"]["en"] == "Daw Khin Myo Thandar"
    assert facts["staff_number"] == person.staff_number
    assert facts["obligation"]["state"] == "fulfilled"
    assert facts["last_day"] == CUT_OFF.isoformat()
    assert facts["account"]["kinds"] == [["own", 90]]


def test_the_same_content_has_one_statement():
    person, _ = make_closed_year()
    first = make_statement(person, YEAR)
    seal_as_if(first)
    assert make_statement(person, YEAR) == first
    assert digest_facts({**first.facts, "stated_on": "2030-01-01"}) == first.digest


def test_a_correction_makes_a_further_statement_that_names_the_former():
    person, manager = make_closed_year(done=False)
    first = make_statement(person, YEAR)
    seal_as_if(first)
    status = YearStatus.objects.get()
    asked = ask_correction(status, state="fulfilled", reason="Paper", by=manager)
    assert make_statement(person, YEAR) == first
    second = RoleFactory(agency=status.agency, kind="hr").person
    approve_correction(asked, by=second)
    newer = make_statement(person, YEAR)
    assert newer.replaces == first
    assert newer.facts["replaces"]["code"].replace("-", "") == first.code
    assert newer.facts["obligation"]["state"] == "fulfilled"
    assert newer.facts["obligation"]["frozen_state"] == "not"
    assert YearStatement.objects.latest_of(person, 2025) == newer


def test_a_correction_is_of_the_day_in_the_country():
    person, manager = make_closed_year(done=False)
    status = YearStatus.objects.get()
    asked = ask_correction(status, state="fulfilled", reason="Paper", by=manager)
    approve_correction(asked, by=RoleFactory(agency=status.agency, kind="hr").person)
    # Half past two in the morning there, and still the evening before at Greenwich.
    asked.decided_at = dt.datetime(2026, 2, 2, 20, tzinfo=dt.UTC)
    asked.save()
    told = make_statement(person, YEAR).facts["obligation"]["corrections"]
    assert told == [{"state": "fulfilled", "day": "2026-02-03"}]


def test_one_that_nobody_has_seen_says_what_is_right_now():
    person, _ = make_closed_year()
    first = make_statement(person, YEAR)
    state_study(person)
    again = make_statement(person, YEAR)
    assert (again.pk, again.code) == (first.pk, first.code)
    assert again.facts["account"]["total"] == 90


def test_while_it_stands_the_closing_is_not_taken_back():
    person, manager = make_closed_year()
    make_statement(person, YEAR)
    obligation = YearlyObligation.objects.get()
    YearlyObligation.objects.update(year=timezone.localdate().year)
    with pytest.raises(YearRestsElsewhere):
        reopen_year(obligation, cut_off_on=timezone.localdate(), reason="x", by=manager)


def test_a_year_without_anything_has_a_statement_too():
    statement = make_statement(PersonFactory(), YEAR)
    assert statement.status is None
    assert statement.facts["obligation"] is None
    assert statement.facts["agency"] is None


def test_the_database_keeps_the_statements_of_a_year_in_one_line():
    person = PersonFactory()
    make_statement(person, YEAR)
    row = YearStatement.objects.get()
    row.pk, row.code = None, generate_code()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
