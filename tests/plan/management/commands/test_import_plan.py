"""The command that imports a plan."""

import pytest
from django.core.management import CommandError, call_command

from plan.models import Phase, Plan

pytestmark = pytest.mark.django_db
PLAN = """kind,code,name_en,starts_on,ends_on,source
plan,P,Plan,,,
phase,1,First,2026-01-01,2027-01-01,
"""


def test_the_command_imports_the_plan(tmp_path, capsys):
    path = tmp_path / "plan.csv"
    path.write_text(PLAN)
    call_command("import_plan", str(path))
    assert "2 created" in capsys.readouterr().out
    assert Phase.objects.get().plan.code == "P"


def test_a_wrong_phase_fails_the_command(tmp_path, capsys):
    path = tmp_path / "plan.csv"
    path.write_text(PLAN.replace("2027", "2025"))
    with pytest.raises(CommandError, match="nothing is imported"):
        call_command("import_plan", str(path))
    assert "Line 3, ends_on" in capsys.readouterr().err
    assert not Plan.objects.exists()
