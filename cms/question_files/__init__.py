"""Brings files of questions into banks, and takes questions along; only writer of their rows."""

from cms.question_files.arriving import QuestionsPublished, undo_arrival
from cms.question_files.bringing import bring_file, confirm_file
from cms.question_files.taking import take_questions
from cms.question_files.work import resume_files, work_on_file

__all__ = [
    "QuestionsPublished",
    "bring_file",
    "confirm_file",
    "resume_files",
    "take_questions",
    "undo_arrival",
    "work_on_file",
]
