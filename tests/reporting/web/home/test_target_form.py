"""The targets of the page are narrowed, ordered and grouped by an address, as their file is."""

import pytest

from courses.models import Enrolment
from tests.courses.factories import make_course, make_enrolment
from tests.plan.factories import PhaseFactory, TargetFactory
from tests.reporting.web.addresses import CSV, ON, PAGE, csv_rows

pytestmark = pytest.mark.any_database


@pytest.fixture
def targets(house):
    """Besides the two of the house a target of the next phase that is reached."""
    TargetFactory(agency=house.gad, skill=house.skill, headcount=1, phase=PhaseFactory(number=2))


def words_of(response):
    return " ".join(response.text.split())


def test_the_plan_and_the_states_are_told_above_the_table(as_hr, targets):
    page = words_of(as_hr.get(PAGE, ON))
    assert "3 targets of the plan “The plan” (Behind 2 · Reached 1)" in page


def test_fields_with_nothing_to_choose_are_left_out(as_hr, targets):
    form = as_hr.get(PAGE, ON).context["target_form"]
    assert list(form.fields) == ["state", "phase", "own", "order", "group"]


def test_groups_have_headings_that_say_what_they_come_to(as_hr, targets):
    page = words_of(as_hr.get(PAGE, ON | {"group": "phase"}))
    assert "2 targets (Behind 2)" in page
    assert "1 target (Reached 1)" in page


def test_a_choice_that_nothing_fits_leads_back_to_all(as_hr, targets):
    page = as_hr.get(PAGE, ON | {"state": "overdue"})
    assert "No target fits what was chosen" in page.text
    assert page.status_code == 200


@pytest.mark.parametrize(
    "wish", [{"state": "reached"}, {"own": "1"}, {"phase": "MEGP2030.2"}, {"order": "unit"}, {}]
)
def test_the_file_has_the_rows_of_the_screen_in_its_order(as_hr, targets, wish):
    shown = [
        row.target.agency.code for row in as_hr.get(PAGE, ON | wish).context["insights"].targets
    ]
    lines = csv_rows(as_hr.get(CSV, ON | wish | {"table": "targets"}))
    assert [line["Unit code"] for line in lines] == shown


def test_who_is_in_training_and_the_forecast_stand_beside_the_target(as_hr, house):
    make_enrolment(make_course(skills=[(house.skill, 2)]), person=house.people[3])
    # As if it had begun before the day of the page.
    Enrolment.objects.update(enrolled_at="2026-11-01T00:00:00Z")
    page = as_hr.get(PAGE, ON)
    assert list(page.context["insights"].in_training.values()) == [1, 1]
    assert "Forecast: " in words_of(page)
    assert "who=training" in page.text
