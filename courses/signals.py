"""Declares the signal of courses: ``course_completed``, sent once per enrolment after commit."""

from django.dispatch import Signal

course_completed = Signal()  # keyword argument: enrolment
