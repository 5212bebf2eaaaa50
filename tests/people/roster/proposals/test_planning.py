"""Every line of a roster is in one group, and says what it would change."""

import datetime as dt

import pytest
from django.utils.translation import override

from people.imports.report import unpack_problems
from people.models import Person, Posting, RosterProposal
from tests.people.factories import PersonFactory
from tests.people.roster.proposals.conftest import TODAY, groups_of, line, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def words_of(row):
    with override("en"):
        return [str(problem.message) for problem in unpack_problems(row.notes)]


def test_a_line_that_cannot_be_read_shows_the_name_that_the_file_says(bring):
    proposal = bring(line("1001", "Su Su", since="no day"), line("", "Zaw Zaw"))
    named = proposal.lines.values_list("name", "group")
    assert set(named) == {("Su Su", "refused"), ("Zaw Zaw", "refused")}


def test_each_line_is_in_its_group_and_nothing_is_written(bring, tree):
    for number in ("1002", "1003", "1004", "1006"):
        recorded(number, tree["GAD"])
    recorded("1005", tree["GAD"], left=dt.date(2025, 1, 1))
    recorded("1007", tree["MOE"])
    proposal = bring(
        line("1001", "Aye Aye"),
        line("1002", agency="GAD-T1", since="2025-06-01"),
        line("1003", phone="0900111222"),
        line("1004", left="2025-06-01"),
        line("1005", since="2025-09-01"),
        line("1006"),
        line("1007"),
        line("1008", "Zaw Zaw", agency="MOE"),
        line("1009", ""),
    )
    assert groups_of(proposal) == {
        "1001": "new",
        "1002": "moved",
        "1003": "changed",
        "1004": "left",
        "1005": "returned",
        "1006": "unchanged",
        "1007": "refused",
        "1008": "refused",
        "1009": "refused",
    }
    assert proposal.state == RosterProposal.State.OPEN
    assert proposal.counts["refused"] == 3
    assert not Person.objects.filter(staff_number="1001").exists()
    assert Posting.objects.filter(agency__code="GAD-T1").count() == 0


def test_what_differs_is_told_before_and_after(bring, tree):
    recorded("1001", tree["GAD"])
    proposal = bring(line("1001", agency="GAD-T1", since="2025-06-01", grade=5))
    assert proposal.lines.get().changes == [
        ["agency", "GAD", "GAD-T1"],
        ["grade", 7, 5],
        ["since", "2024-01-01", "2025-06-01"],
    ]


def test_people_of_other_offices_are_no_business_of_the_file_and_not_named(bring, tree):
    recorded("1001", tree["MOE"], "Hidden Name")
    PersonFactory(staff_number="1002", name_en="Hidden Name")  # an administrator, say
    proposal = bring(line("1001", "Khin Myo"), line("1002", "Khin Myo"))
    assert set(groups_of(proposal).values()) == {"refused"}
    told = [words for row in proposal.lines.all() for words in words_of(row)]
    assert "Somebody of another office has this number" in told[0]
    assert "Hidden" not in str(told)


def test_a_roster_for_the_root_is_about_everybody(bring, tree):
    recorded("1001", tree["MOE"])
    admin = PersonFactory(admin=True)
    proposal = bring(line("1001", since="2025-06-01"), unit="MM", by=admin)
    assert groups_of(proposal) == {"1001": "moved"}


def test_what_a_person_has_to_decide_asks_its_question(bring, tree):
    recorded("1001", tree["GAD"], "Aung Kyaw")
    recorded("001002", tree["GAD"], "Hla Hla")
    namesake = recorded("1003", tree["GAD"], "Mya Mya")
    holder = PersonFactory(citizen=True, phone="0900111222")
    proposal = bring(
        line("1001", "Khin Myo"),
        line("1002", "Hla Hla"),
        line("1004", "Mya Mya"),
        line("1005", "Ni Ni", phone="0900111222"),
    )
    rows = {row.staff_number: row for row in proposal.lines.all()}
    assert {number: row.question for number, row in rows.items()} == {
        "1001": "other_name",
        "1002": "lost_zero",
        "1004": "namesake",
        "1005": "taken_contact",
    }
    assert rows["1004"].other == namesake
    assert rows["1005"].other == holder
    assert rows["1001"].stated["name_en"] == "Khin Myo"


def test_namesakes_whose_numbers_are_both_in_the_file_are_two_people(bring, tree):
    recorded("1003", tree["GAD"], "Mya Mya")
    proposal = bring(line("1003", "Mya Mya"), line("1004", "Mya Mya"))
    assert groups_of(proposal) == {"1003": "unchanged", "1004": "new"}


def test_a_file_that_is_complete_tells_who_has_left(bring, tree):
    recorded("1001", tree["GAD"])
    recorded("1002", tree["GAD-T1"], "Aye Aye")
    recorded("001003", tree["GAD"], "Hla Hla")
    recorded("1004", tree["MOE"])
    proposal = bring(line("1001"), line("1003", "Other"), complete_from=TODAY, unit="GAD")
    assert groups_of(proposal) == {"1001": "unchanged", "1003": "new", "1002": "left"}
    [row] = proposal.lines.filter(group="left")
    assert (row.line, row.changes) == (None, [["left_on", None, "2026-11-01"]])


def test_nobody_has_left_while_a_line_cannot_be_read(bring, tree):
    recorded("1001", tree["GAD"])
    proposal = bring(line("1002", "Aye Aye"), line("", "Khin Myo"), complete_from=TODAY)
    assert "left" not in groups_of(proposal).values()
    assert "nobody is taken to have left" in words_of(proposal)[0]


def test_without_the_declaration_nobody_leaves(bring, tree):
    recorded("1001", tree["GAD"])
    assert groups_of(bring(line("1002", "Aye Aye"))) == {"1002": "new"}
