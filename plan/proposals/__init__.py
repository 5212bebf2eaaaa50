"""Files of the plan as proposals: looked at, approved, applied and undone; only writer of them."""

from plan.proposals.deciding import (
    approve_file,
    list_files_to_approve,
    withdraw_file,
)
from plan.proposals.lines import read_file_lines
from plan.proposals.planning import FileClosed, FileNotYours, bring_file, compare_again
from plan.proposals.undoing import UndoHindered, undo_file

__all__ = [
    "FileClosed",
    "FileNotYours",
    "UndoHindered",
    "approve_file",
    "bring_file",
    "compare_again",
    "list_files_to_approve",
    "read_file_lines",
    "undo_file",
    "withdraw_file",
]
