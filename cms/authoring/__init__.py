"""Writes courses whole: from one form, after a plan, with questions of one line each.

What is written here are drafts of pages, as their editors write them; publishing is another act.
"""

from cms.authoring.course_plans import COURSE_PLANS, CoursePlan, find_plan
from cms.authoring.quick_questions import QuickKind, QuickQuestion, add_questions
from cms.authoring.reading import estimate_minutes
from cms.authoring.sketches import CourseSketch, write_course

__all__ = [
    "COURSE_PLANS",
    "CoursePlan",
    "CourseSketch",
    "QuickKind",
    "QuickQuestion",
    "add_questions",
    "estimate_minutes",
    "find_plan",
    "write_course",
]
