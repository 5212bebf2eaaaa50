"""Courses that agencies offer as a beginning of others."""

from __future__ import annotations

from django.db import models

from cms.models.courses import CoursePage
from people.models import Person


class CourseTemplate(models.Model):
    """A course from which trainers of its agency, and of those below, may start their own.

    Only `cms.copying` writes here. It is the course itself, as its authors keep it.
    """

    course = models.OneToOneField(CoursePage, models.CASCADE, related_name="offered_as_template")
    offered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.course)
