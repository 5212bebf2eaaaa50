"""The short form of `make faults`: one machine, a few learners, the faults of every day."""

import pytest

from tests.faults import breaking
from tests.faults.results import print_results
from tests.faults.scenarios import run_short
from tests.faults.service.stack import running_stack

pytestmark = [pytest.mark.services, pytest.mark.slow]


def test_nothing_acknowledged_is_lost_or_doubled_and_everything_works_again(
    committed_db, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(breaking, "AWAY", 4)
    folder = tmp_path / "service"
    folder.mkdir()
    with running_stack("one-machine", folder) as stack:
        failed = print_results(run_short(stack, number=2))
    assert failed == 0, capsys.readouterr().out
