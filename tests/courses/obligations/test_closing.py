"""Closing writes one row a person and year, whoever does it and however often."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.hours.requirements import NotTheOffice
from courses.models import YearlyObligation, YearState, YearStatus
from courses.obligations import closing
from courses.obligations.closing import (
    YearRestsElsewhere,
    close_due_years,
    close_year,
    is_year_held,
    reopen_year,
)
from courses.obligations.corrections import ask_correction
from courses.obligations.prescribing import ImpossibleCutOff
from courses.tasks import close_due_years as close_in_the_worker
from tests.courses.factories import make_course
from tests.courses.obligations.factories import (
    CUT_OFF,
    close_after,
    complete_at,
    make_member,
    make_obligation,
    make_office,
)
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def test_a_year_is_closed_the_day_after_its_cut_off(office):
    agency, _ = office
    person = make_member(agency)
    obligation = make_obligation(agency)
    close_due_years(day=CUT_OFF)
    assert not YearStatus.objects.exists()
    close_due_years(day=CUT_OFF + dt.timedelta(days=1))
    row = YearStatus.objects.get()
    assert (row.person, row.agency, row.state) == (person, agency, YearState.NOT_FULFILLED)
    obligation.refresh_from_db()
    assert obligation.closed_at
    assert obligation.expected == 1


def test_closing_again_and_after_a_kill_writes_each_row_once(office, monkeypatch):
    agency, _ = office
    people = [make_member(agency) for _ in range(5)]
    obligation = make_obligation(agency, course := make_course())
    complete_at(people[0], course, CUT_OFF)
    monkeypatch.setattr(closing, "_PIECE_SIZE", 2)
    freeze, calls = closing._freeze_piece, []

    def die_at_second(*args):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return freeze(*args)

    monkeypatch.setattr(closing, "_freeze_piece", die_at_second)
    with pytest.raises(KeyboardInterrupt):
        close_after(obligation)
    assert YearStatus.objects.count() == 2
    frozen_at = YearStatus.objects.first().frozen_at
    close_in_the_worker()
    close_in_the_worker()
    assert YearStatus.objects.count() == 5
    assert YearStatus.objects.order_by("pk").first().frozen_at == frozen_at
    assert YearStatus.objects.count_states() == {"fulfilled": 1, "not": 4}


def test_who_cannot_be_judged_keeps_nobody_else_waiting(office, monkeypatch, caplog):
    agency, _ = office
    people = [make_member(agency) for _ in range(3)]
    obligation = make_obligation(agency)
    other = make_obligation(AgencyFactory(), cut_off_on=obligation.cut_off_on)
    judge = closing.judge_people

    def judge_but_second(rows, *args, **named):
        if rows.filter(pk=people[1].pk).exists():
            raise ZeroDivisionError
        return judge(rows, *args, **named)

    monkeypatch.setattr(closing, "judge_people", judge_but_second)
    day = CUT_OFF + dt.timedelta(days=1)
    close_due_years(day=day)
    assert set(YearStatus.objects.values_list("person", flat=True)) == {
        people[0].pk,
        people[2].pk,
    }
    obligation.refresh_from_db()
    other.refresh_from_db()
    # One is left out: the year stays open and is tried again, and the one behind it is closed.
    assert obligation.closed_at is None
    assert other.closed_at
    assert f"[{people[1].pk}]; the others go on" in caplog.text
    monkeypatch.setattr(closing, "judge_people", judge)
    close_due_years(day=day)
    obligation.refresh_from_db()
    assert obligation.closed_at
    assert YearStatus.objects.count() == 3


@pytest.mark.any_database
def test_what_rests_on_a_year_holds_it_closed(office):
    agency, manager = office
    make_member(agency)
    obligation = make_obligation(agency)
    close_after(obligation)
    assert not is_year_held(obligation)
    status = YearStatus.objects.get()
    ask_correction(status, state=YearState.FULFILLED, reason="On paper", by=manager)
    assert is_year_held(obligation)


def test_the_database_takes_one_row_a_person_and_year(office):
    agency, _ = office
    make_member(agency)
    close_after(make_obligation(agency))
    row = YearStatus.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_who_moves_between_two_cut_offs_is_frozen_once_and_forgotten_by_none(office):
    ministry, _ = office
    near = AgencyFactory(parent=ministry)
    early = make_obligation(near, cut_off_on=dt.date(2025, 8, 31))
    late = make_obligation(ministry)
    leaver, comer = make_member(near), make_member(ministry)
    for person, other in ((leaver, ministry), (comer, near)):
        person.postings.update(valid_to=dt.date(2025, 10, 1))
        person.postings.create(agency=other, position={}, grade=7, valid_from=dt.date(2025, 10, 1))
    close_after(early)
    close_after(late)
    assert YearStatus.objects.get(person=leaver).obligation == early
    assert YearStatus.objects.get(person=comer).obligation == late


def test_what_happens_after_the_closing_changes_no_row(office):
    agency, _ = office
    person = make_member(agency)
    obligation = make_obligation(agency, course := make_course())
    close_after(obligation)
    complete_at(person, course, CUT_OFF)  # recorded late
    close_year(obligation.pk)
    assert YearStatus.objects.get().state == YearState.NOT_FULFILLED


def test_a_closing_is_taken_back_while_nothing_rests_on_it(office):
    agency, manager = office
    today = timezone.localdate()
    person = make_member(agency)
    obligation = make_obligation(agency, year=today.year, cut_off_on=today, by=manager)
    close_after(obligation)
    with pytest.raises(NotTheOffice):
        reopen_year(obligation, cut_off_on=today, reason="Wrong day", by=PersonFactory())
    with pytest.raises(ImpossibleCutOff):
        reopen_year(
            obligation, cut_off_on=today - dt.timedelta(days=1), reason="Wrong day", by=manager
        )
    reopen_year(obligation, cut_off_on=today, reason="Wrong day", by=manager)
    assert not YearStatus.objects.exists()
    close_after(obligation)
    ask_correction(
        YearStatus.objects.get(person=person), state="fulfilled", reason="Paper", by=manager
    )
    with pytest.raises(YearRestsElsewhere):
        reopen_year(obligation, cut_off_on=today, reason="Again", by=manager)
    assert YearStatus.objects.count() == 1
    assert YearlyObligation.objects.get().closed_at


def test_a_year_that_is_opened_again_while_it_is_closed_runs_on(office, monkeypatch):
    agency, manager = office
    make_member(agency)
    obligation = make_obligation(agency, make_course(), by=manager)
    freeze, later = closing._freeze_piece, CUT_OFF + dt.timedelta(days=10)

    def freeze_and_reopen(*told):
        done = freeze(*told)
        YearStatus.objects.all().delete()
        YearlyObligation.objects.update(cut_off_on=later)
        return done

    monkeypatch.setattr(closing, "_freeze_piece", freeze_and_reopen)
    close_year(obligation.pk, day=CUT_OFF + dt.timedelta(days=1))
    obligation.refresh_from_db()
    assert obligation.closed_at is None
