"""The rows of courses: the published catalogue, the learners' record, and assessment."""

from courses.models.assessment import Attempt, AttemptItem, Item, ItemVersion, Quiz, QuizItem
from courses.models.catalogue import Course, CourseSkill, Lesson, LessonVersion, Module
from courses.models.record import Enrolment, LessonCompletion

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
    "LessonVersion",
    "Module",
    "Quiz",
    "QuizItem",
]
