"""Rows of courses: the published catalogue, questions, quizzes and the learners' record."""

from courses.models.catalogue import (
    Course,
    CourseSkill,
    Lesson,
    LessonVersion,
    Module,
    PublishedModel,
)
from courses.models.item import Item, ItemVersion
from courses.models.media import LessonFile, LessonVersionFile
from courses.models.quiz import Attempt, AttemptItem, Quiz, QuizItem
from courses.models.record import Enrolment, LessonCompletion, LessonOpening

__all__ = [
    "Attempt",
    "AttemptItem",
    "Course",
    "CourseSkill",
    "Enrolment",
    "Item",
    "ItemVersion",
    "Lesson",
    "LessonCompletion",
    "LessonFile",
    "LessonOpening",
    "LessonVersion",
    "LessonVersionFile",
    "Module",
    "PublishedModel",
    "Quiz",
    "QuizItem",
]
