"""Indexes and finds courses, in Burmese without spaces too."""

from courses.search.filters import CourseFilter
from courses.search.index import (
    forget_lesson_text,
    refresh_lesson_text,
    refresh_programme_text,
    refresh_search_text,
)
from courses.search.queries import search_courses, search_programmes, suggest_courses

__all__ = [
    "CourseFilter",
    "forget_lesson_text",
    "refresh_lesson_text",
    "refresh_programme_text",
    "refresh_search_text",
    "search_courses",
    "search_programmes",
    "suggest_courses",
]
