import pytest

from cms.demo.organisation.agencies import (
    HR_MINISTRY,
    LEARNER2_TOWNSHIP,
    LEARNER_TOWNSHIP,
    write_agencies,
)
from cms.demo.organisation.roster import ACCOUNTS, build_roster, write_roster
from people.agencies.importing import import_agencies
from people.imports.report import Problem
from people.models import Agency, Person
from people.roster.importing import import_roster
from people.text.names import starts_with_honorific

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.mark.slow
def test_the_files_go_through_the_importers_without_a_problem(tmp_path):
    units, officials = tmp_path / "units.csv", tmp_path / "roster.csv"
    assert 1_500 <= write_agencies(units) <= 2_500
    assert write_roster(officials) == 5_000
    assert import_agencies(units).problems == []
    report = import_roster(officials)
    assert [problem for problem in report.problems if problem.kind is Problem.Kind.WRONG] == []
    assert (report.created, report.problems) == (5_000, [])
    assert Agency.find_problems() == ([], [], [], [], [])
    learner = Person.objects.get(staff_number=ACCOUNTS["learner"].staff_number)
    ministry = Agency.objects.get(code=HR_MINISTRY)
    assert learner.postings.get().agency.is_descendant_of(ministry)


def test_the_same_officials_are_invented_every_time():
    assert build_roster() == build_roster()


def test_names_are_written_in_both_scripts_and_accounts_have_colleagues():
    roster = build_roster()
    assert all(official.name_my and official.name_en.isascii() for official in roster)
    for office in (LEARNER_TOWNSHIP, LEARNER2_TOWNSHIP):
        assert sum(official.agency == office for official in roster) >= 12


def test_no_invented_name_begins_with_its_own_honorific():
    invented = build_roster()
    assert not [one for one in invented if starts_with_honorific(one.name_my, one.honorific)]
