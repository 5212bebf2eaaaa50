from pathlib import Path

import pytest
from django.core.management import CommandError, get_commands, load_command_class

from people.imports.command import ImportCommand
from people.imports.report import ImportReport, Problem, UnreadableFile
from people.models import ImportRun

FILE = Path("list.csv")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_a_folder_with_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    FILE.write_text("heading\n")


def run(report, **options):
    def importer(file):
        if isinstance(report, Exception):
            raise report
        return report

    ImportCommand().run_import(importer, FILE, kind="roster", **options)


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
    with pytest.raises(CommandError, match="1 problems; nothing is imported"):
        run(ImportReport(problems=[wrong]))
    with pytest.raises(CommandError, match="the lines they are on are not imported"):
        run(ImportReport(created=1, problems=[wrong]))


@pytest.mark.parametrize("error", [OSError("gone"), UnreadableFile([Problem(1, "", "Empty.")])])
def test_a_file_that_cannot_be_read_fails_the_command(error):
    with pytest.raises(CommandError, match=r"list\.csv: "):
        run(error)


def test_each_command_leaves_a_trace_with_the_account_that_ran_it():
    run(ImportReport(created=3, problems=[Problem(2, "", "Note.", Problem.Kind.CHECK)]))
    trace = ImportRun.objects.get()
    assert (trace.kind, trace.file_name, trace.created) == ("roster", "list.csv", 3)
    assert trace.operator
    with pytest.raises(CommandError):
        run(UnreadableFile([Problem(1, "", "Empty.")]))
    assert ImportRun.objects.count() == 2


def test_a_dry_run_says_what_would_be_done_and_leaves_no_trace(capsys):
    run(ImportReport(created=3), dry_run=True)
    assert "would be: 3 created" in capsys.readouterr().out
    assert not ImportRun.objects.exists()


def test_every_command_that_imports_is_of_this_kind():
    """A command of its own would leave no trace."""
    commands = [
        load_command_class(app, name)
        for name, app in get_commands().items()
        if name.startswith("import_")
        and app in ("people", "plan", "courses", "certification", "cms")
    ]
    assert len(commands) >= 5
    assert all(isinstance(command, ImportCommand) for command in commands)
