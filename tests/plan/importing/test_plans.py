import datetime as dt
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from plan.importing import (
    import_plan,
)
from plan.models import Clause, Phase, Plan
from tests.plan.factories import PlanFactory

DEMO = Path(settings.BASE_DIR) / "data" / "demo"


def csv_file(text):
    return io.BytesIO(text.encode())


@pytest.mark.django_db
def test_the_demo_plan_has_three_phases_in_both_languages():
    assert import_plan(DEMO / "plan.csv").problems == []
    plan = Plan.objects.get()
    assert [phase.starts_on.year for phase in plan.phases.all()] == [2024, 2027, 2030]
    assert Clause.objects.get(code="2").names["my"]
    assert import_plan(DEMO / "plan.csv").created == 0
    assert import_plan(DEMO / "plan_draft.csv").problems == []
    assert list(Plan.objects.exclude(in_force_on=None)) == [plan]


@pytest.mark.django_db
def test_a_phase_that_ends_before_it_starts_stops_the_whole_plan():
    report = import_plan(
        csv_file(
            "kind,code,name_en,starts_on,ends_on,source\nplan,P,Plan,,,\n"
            "phase,1,First,2026-01-01,2025-01-01,\n"
        )
    )
    assert [(p.line, p.field) for p in report.problems] == [(3, "ends_on")]
    assert not Plan.objects.exists()
    assert not Phase.objects.exists()


HEADING = "kind,code,name_en,starts_on,ends_on,source\n"


@pytest.mark.django_db
def test_a_plan_is_a_draft_until_a_file_says_from_when_it_is_in_force():
    for days in ("", "2024-01-01", ""):
        assert import_plan(csv_file(f"{HEADING}plan,P,Plan,{days},,\n")).problems == []
        assert bool(Plan.objects.get().in_force_on) is Plan.objects.get().is_leading
    assert Plan.objects.get().is_leading


@pytest.mark.django_db
@pytest.mark.parametrize("days", [",2026-01-01", "2026-01-01,2026-01-01", "2024-01-01,2026-01-01"])
def test_a_file_does_not_close_a_draft_or_the_leading_plan(days):
    leads = days.startswith("2024")
    PlanFactory(code="P", is_leading=leads, in_force_on=dt.date(2024, 1, 1) if leads else None)
    report = import_plan(csv_file(f"{HEADING}plan,P,Plan,{days},\n"))
    assert [(p.line, p.field) for p in report.problems] == [(2, "ends_on")]


@pytest.mark.django_db
def test_a_file_rewords_a_clause_from_the_day_of_its_import():
    today = timezone.localdate()
    for wording in ("Work safely", "Work safely online"):
        lines = f"{HEADING}plan,P,Plan,,,\nclause,1,{wording},,,\n"
        assert import_plan(csv_file(lines)).problems == []
    clause = Clause.objects.get()
    days = (today - dt.timedelta(1), today)
    assert [clause.as_of(day).names["en"] for day in days] == ["Work safely", "Work safely online"]
