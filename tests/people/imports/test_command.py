from pathlib import Path

import pytest
from django.core.management import CommandError

from people.imports.command import ImportCommand
from people.imports.report import ImportReport, Problem, UnreadableFile

FILE = Path("list.csv")


def run(report):
    def importer(file):
        if isinstance(report, Exception):
            raise report
        return report

    ImportCommand().run_import(importer, FILE)


def test_the_report_names_what_was_done(capsys):
    note = Problem(2, "name_my", "Was Zawgyi.", Problem.Kind.CONVERTED)
    run(ImportReport(created=3, moved=1, problems=[note]))
    out, err = capsys.readouterr()
    assert out == "list.csv: 3 created, 0 updated, 1 moved, 0 unchanged.\n"
    assert err == "Line 2, name_my: converted: Was Zawgyi.\n"


def test_nothing_is_said_of_moves_where_nothing_moves(capsys):
    run(ImportReport(unchanged=2))
    assert capsys.readouterr().out == "list.csv: 0 created, 0 updated, 2 unchanged.\n"


def test_a_wrong_line_fails_the_command():
    wrong = Problem(2, "", "Wrong.")
    with pytest.raises(CommandError, match="1 problems; nothing was imported"):
        run(ImportReport(problems=[wrong]))
    with pytest.raises(CommandError, match="the lines they are on were not imported"):
        run(ImportReport(created=1, problems=[wrong]))


@pytest.mark.parametrize("error", [OSError("gone"), UnreadableFile([Problem(1, "", "Empty.")])])
def test_a_file_that_cannot_be_read_fails_the_command(error):
    with pytest.raises(CommandError, match=r"list\.csv: "):
        run(error)
