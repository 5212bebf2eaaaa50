"""Takes tests on paper: sheets drawn a seat, entered by one person and confirmed by another.

The only writer of their rows. What is confirmed becomes an attempt by the door of the quizzes.
"""

from courses.papers.confirming import confirm_sheets
from courses.papers.entering import EnteredRow, enter_rows
from courses.papers.letters import write_answer
from courses.papers.preparing import TestPlan, prepare_test
from courses.papers.printing import ask_for_print
from courses.papers.recording import record_sheets, withdraw_record
from courses.papers.refusals import PaperRefused

__all__ = [
    "EnteredRow",
    "PaperRefused",
    "TestPlan",
    "ask_for_print",
    "confirm_sheets",
    "enter_rows",
    "prepare_test",
    "record_sheets",
    "withdraw_record",
    "write_answer",
]
