"""Writes the catalogue: only writer of courses, programmes, modules, lessons, quizzes, questions.

Publishing calls it with content that is already rendered and sanitised. Rows are found by content
key; a version is added only when what a learner sees (or the answer key) has changed.
"""

from courses.catalogue import items
from courses.catalogue.courses import publish_course, publish_module
from courses.catalogue.files import keep_file
from courses.catalogue.identity import retire_row, withdraw_language
from courses.catalogue.lessons import publish_lesson
from courses.catalogue.programmes import publish_programme
from courses.catalogue.quizzes import QuizRules, publish_quiz

__all__ = [
    "QuizRules",
    "items",
    "keep_file",
    "publish_course",
    "publish_lesson",
    "publish_module",
    "publish_programme",
    "publish_quiz",
    "retire_row",
    "withdraw_language",
]
