"""Courses with their modules and lessons as trainers write them."""

from cms.models.courses.course import CoursePage, CoursePageSkill
from cms.models.courses.lesson import LessonPage, ModulePage

__all__ = ["CoursePage", "CoursePageSkill", "LessonPage", "ModulePage"]
