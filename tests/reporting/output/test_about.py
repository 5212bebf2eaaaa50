"""A file says what it is about, in the language of the reader."""

import pytest
from django.utils.translation import override

from plan.levels import load_level_names
from reporting.output.about import build_about_sheet, describe_report
from tests.reporting.conftest import DAY
from tests.reporting.questions import scope_of

pytestmark = pytest.mark.any_database


def describe(house, **query):
    return dict(describe_report(scope_of(house.hr, **query), load_level_names(), address="/x"))


def test_a_file_names_unit_day_measure_plan_rule_and_who_asked(house, english, settings):
    settings.SITE_URL = "https://example.org"
    about = describe(house)
    assert (about["Unit code"], about["Unit"], about["Day"]) == ("MOHA", "Home Affairs", DAY)
    assert (about["Measure"], about["Skill"]) == ("Held now", "Protecting data")
    assert about["Plan"] == house.target.phase.plan.name
    assert about["How it was counted"].endswith("Each person counts once.")
    assert (about["Asked by"], about["Address"]) == (str(house.hr), "https://example.org/x")
    assert "Listed" not in about


def test_the_rule_is_that_of_the_measure(house, english):
    rules = {describe(house, measure=one)["How it was counted"] for one in ("held", "trained")}
    assert len(rules) == 2


def test_the_lines_are_in_the_language_of_the_reader_each_with_its_own_name(house):
    with override("my"):
        lines = describe_report(scope_of(house.hr), load_level_names(), address="/x")
        sheet = build_about_sheet(lines)
    told = dict(sheet.lines)
    assert {"Unit", "Day", "Plan"}.isdisjoint(told)
    assert len(told) == len(lines)
    assert sheet.name != "About this file"
