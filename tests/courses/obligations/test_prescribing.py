"""An office prescribes a year to its own people, and changes it while it is open."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.hours.requirements import NotTheOffice
from courses.hours.years import LearningYear
from courses.models import YearlyObligation
from courses.obligations.prescribing import (
    AlreadyPrescribed,
    ImpossibleCutOff,
    NothingPrescribed,
    PostLevel,
    YearContent,
    YearIsClosed,
    change_year,
    prescribe_year,
    withdraw_year,
)
from tests.courses.factories import make_course
from tests.courses.obligations.factories import (
    close_after,
    make_member,
    make_obligation,
    make_office,
)
from tests.people.factories import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def year():
    return LearningYear.current()


def ask(office, year, **content):
    fields = {"cut_off_on": year.last_day, "asks_hours": True} | content
    return prescribe_year(office[0], year, YearContent(**fields), by=office[1])


def test_a_level_of_post_has_one_obligation_a_year(office, year):
    made = ask(office, year, courses=[make_course()])
    assert (made.courses.count(), made.asks_hours) == (1, True)
    with pytest.raises(AlreadyPrescribed):
        ask(office, year)
    content = YearContent(year.last_day, asks_hours=True)
    level = PostLevel(unit_kind="township", position=" Clerk\u200b ")
    graded = prescribe_year(office[0], year, content, level, by=office[1])
    assert graded.position == "Clerk"


@pytest.mark.parametrize("days", [1, -1])
def test_it_is_cut_off_within_the_year_and_not_before_today(office, year, days):
    wrong = {1: year.last_day + dt.timedelta(days=1), -1: timezone.localdate() - dt.timedelta(1)}
    with pytest.raises(ImpossibleCutOff):
        ask(office, year, cut_off_on=wrong[days])


def test_something_is_asked_by_the_office_itself(office, year):
    with pytest.raises(NothingPrescribed):
        ask(office, year, asks_hours=False)
    stranger = RoleFactory(agency=office[0], kind="line").person
    with pytest.raises(NotTheOffice):
        ask((office[0], stranger), year)


def test_it_is_changed_and_withdrawn_until_it_is_closed(office, year):
    made = ask(office, year)
    change_year(made, YearContent(timezone.localdate(), asks_hours=True), by=office[1])
    made.refresh_from_db()
    assert made.cut_off_on == timezone.localdate()
    withdraw_year(made, by=office[1])
    assert not YearlyObligation.objects.exists()
    make_member(office[0])
    closed = make_obligation(office[0], by=office[1])
    close_after(closed)
    with pytest.raises(YearIsClosed):
        change_year(closed, YearContent(year.last_day, asks_hours=True), by=office[1])
    with pytest.raises(YearIsClosed):
        withdraw_year(closed, by=office[1])
