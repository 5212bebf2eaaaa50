"""The command that imports a roster."""

import pytest
from django.core.management import CommandError, call_command

from tests.people.factories import AgencyFactory
from tests.people.roster.rosters import AUNG, KHIN, csv_file

pytestmark = pytest.mark.django_db


def test_the_command_prints_the_report_and_fails_on_wrong_lines(tmp_path, capsys):
    AgencyFactory(code="GAD")
    path = tmp_path / "roster.csv"
    path.write_bytes(csv_file(KHIN, AUNG.replace("MOE", "NOWHERE")).getvalue())
    with pytest.raises(CommandError):
        call_command("import_roster", str(path))
    out, err = capsys.readouterr()
    assert "1 created" in out
    assert "Line 3, agency" in err
