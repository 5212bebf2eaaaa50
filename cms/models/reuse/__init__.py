"""Rows of courses that are used again: as templates of others, and as copies."""

from cms.models.reuse.copies import CourseCopy
from cms.models.reuse.templates import CourseTemplate

__all__ = ["CourseCopy", "CourseTemplate"]
