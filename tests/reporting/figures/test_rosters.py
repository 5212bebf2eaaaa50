"""How well the people of a unit are known: by rosters that name them, and not by guesses."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import RosterProposal, RosterProposalLine
from reporting.figures import Subtree
from reporting.figures.rosters import read_matches
from reporting.insights.page import gather_insights
from tests.reporting.conftest import DAY
from tests.reporting.questions import scope_of
from tests.reporting.web.addresses import CSV, ON, PAGE, PEOPLE, about_lines, csv_rows, text_of

pytestmark = pytest.mark.django_db
APPLIED = dt.datetime(2026, 10, 5, 6, 0, tzinfo=dt.UTC)
TOO_FEW = "Percentages of those posted are told where rosters name at least 50% of them."


def bring_roster(unit, by, people, at=APPLIED):
    """A roster that was applied and names the people."""
    proposal = RosterProposal.objects.create(
        **{"unit": unit, "by": by, "file_name": "roster.csv", "digest": "0" * 64},
        **{"state": RosterProposal.State.APPLIED, "received_at": at},
        **{"approved_at": at, "applied_at": at},
    )
    RosterProposalLine.objects.bulk_create(
        RosterProposalLine(
            proposal=proposal, position=at, person=person, group=RosterProposalLine.Group.UNCHANGED
        )
        for at, person in enumerate(people)
    )


def match_of(unit, day=DAY):
    return read_matches(Subtree.of([unit], since=day), day)[unit.pk]


def test_of_those_posted_the_share_that_a_roster_names_is_told(house):
    bring_roster(house.moha, house.hr, house.people[:2])
    match = match_of(house.moha)
    assert (match.share, match.roster_on) == (40.0, timezone.localdate(APPLIED))


def test_where_no_roster_was_brought_nobody_is_known(house, settings):
    settings.LEAST_ROSTER_MATCH = 50
    bring_roster(house.moe, house.hr, house.people)
    match = match_of(house.moha)
    assert (match.share, match.roster_on, match.tells_percent) == (0.0, None, False)


def test_a_roster_that_came_after_the_day_names_nobody_on_it(house):
    bring_roster(house.moha, house.hr, house.people[:2])
    bring_roster(house.gad, house.hr, house.people[:3], at=APPLIED + dt.timedelta(days=30))
    october = match_of(house.moha, dt.date(2026, 10, 31))
    assert (october.share, october.roster_on) == (40.0, timezone.localdate(APPLIED))
    assert match_of(house.moha).share == 60.0


def test_it_is_read_once_for_some_minutes(house, django_assert_num_queries):
    subtree = Subtree.of([house.moha, house.gad], since=DAY)
    read_matches(subtree, DAY)
    with django_assert_num_queries(0):
        read_matches(subtree, DAY)


@pytest.mark.parametrize(("named", "share"), [(2, None), (3, 40.0)])
def test_a_figure_is_told_in_percent_where_enough_people_are_known(
    house, as_hr, settings, named, share
):
    settings.LEAST_ROSTER_MATCH = 50
    bring_roster(house.moha, house.hr, house.people[:named])
    insights = gather_insights(scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2"), None)
    assert insights.figure.share == share
    asked = ON | {"unit": "MOHA", "skill": "DC3-4.2", "level": "2"}
    for address in (PAGE, PEOPLE, "/en/insights/groups/"):
        page = text_of(as_hr.get(address, asked))
        assert (TOO_FEW in page) == (share is None)
        assert "Staff rosters of the last year name" in page
    whole = csv_rows(as_hr.get(CSV, asked | {"table": "coverage"}))[0]
    assert whole["Percent of those posted"] == ("" if share is None else "40")
    answer = as_hr.get("/api/v1/coverage/", asked)
    assert answer.json()["results"][0]["share"] == share


def test_a_file_says_how_well_its_people_are_known(house, as_hr):
    bring_roster(house.moha, house.hr, house.people)
    about = about_lines(as_hr.get(CSV, ON | {"unit": "MOHA"}))
    assert about["Newest staff roster"] == "2026-10-05"
    assert about["Percent of those posted in staff rosters of the last year"] == "100"
