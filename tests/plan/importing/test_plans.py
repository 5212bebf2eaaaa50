import io
from pathlib import Path

import pytest
from django.conf import settings

from plan.importing import (
    import_plan,
)
from plan.models import Clause, Phase, Plan

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
