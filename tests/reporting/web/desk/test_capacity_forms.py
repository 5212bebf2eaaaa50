"""Forms of capacity plans take possible years and numbers, and begin with what was written."""

import pytest
from django.utils import timezone

from plan.capacity import QuarterPlan
from plan.models import MOST_MONEY, MOST_PEOPLE, CapacityPlan
from reporting.web.desk.capacity_forms import PriorityForm, YearForm, read_quarters
from tests.people.factories import AgencyFactory
from tests.plan.factories import SkillFactory

pytestmark = pytest.mark.any_database


def test_a_plan_is_begun_for_this_year_or_the_next():
    this = timezone.localdate().year
    forms = {year: YearForm({"year": str(year)}) for year in range(this - 1, this + 3)}
    taken = [form.cleaned_data["year"] for form in forms.values() if form.is_valid()]
    assert taken == [this, this + 1]


def test_numbers_are_taken_in_either_digits_and_not_beyond_reason():
    form = PriorityForm({"importance": "3", "seats_1": "၁၂", "budget_4": str(MOST_MONEY)})
    assert form.is_valid()
    asked = [(1, 12, 0), (2, 0, 0), (3, 0, 0), (4, 0, MOST_MONEY)]
    assert form.quarters == [QuarterPlan(*one) for one in asked]
    beyond = {"seats_2": str(MOST_PEOPLE + 1), "budget_3": str(MOST_MONEY + 1)}
    assert set(PriorityForm({"importance": "4", **beyond}).errors) == {"importance", *beyond}


@pytest.mark.django_db
def test_the_form_of_a_priority_begins_with_what_was_written():
    plan = CapacityPlan.objects.create(agency=AgencyFactory(), year=2026)
    need = {"skill": SkillFactory(), "level": 2, "headcount": 9, "gap": 5}
    priority = plan.priorities.create(importance=3, **need)
    priority.quarters.create(quarter=2, seats=7, budget=90_000)
    begun = read_quarters(priority)
    assert begun == {"importance": 3, "seats_2": 7, "budget_2": 90_000}
    again = PriorityForm(begun)
    assert again.is_valid()
    assert again.quarters[1] == QuarterPlan(2, 7, 90_000)
