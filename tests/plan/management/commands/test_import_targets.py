"""The command that imports targets."""

import pytest
from django.core.management import CommandError, call_command

from plan.models import Target
from tests.people.factories import AgencyFactory
from tests.plan.factories import ClauseFactory, LevelFactory, PhaseFactory, SkillFactory
from tests.plan.tables import GOOD, TARGETS


@pytest.mark.django_db
def test_the_command_imports_targets(tmp_path, capsys):
    LevelFactory(framework=SkillFactory(code="DC3-4.2").framework, number=2)
    PhaseFactory(number=1)
    ClauseFactory(code="2.1")
    AgencyFactory(code="GAD")
    path = tmp_path / "targets.csv"
    path.write_text(TARGETS + GOOD)
    call_command("import_targets", path)
    assert "1 created" in capsys.readouterr().out
    assert Target.objects.get().headcount == 740


@pytest.mark.django_db
def test_the_command_says_what_is_wrong_and_fails(tmp_path, capsys):
    path = tmp_path / "targets.csv"
    path.write_text(TARGETS + GOOD)
    with pytest.raises(CommandError, match="nothing is imported"):
        call_command("import_targets", path)
    assert "Line 2, agency" in capsys.readouterr().err
