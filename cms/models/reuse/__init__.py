"""Rows of what is used again: courses as templates and copies, lessons that others follow."""

from cms.models.reuse.copies import CourseCopy
from cms.models.reuse.links import LessonLink
from cms.models.reuse.templates import CourseTemplate

__all__ = ["CourseCopy", "CourseTemplate", "LessonLink"]
