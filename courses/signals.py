"""Declares the signals of courses, each sent once per enrolment after commit."""

from django.dispatch import Signal

course_completed = Signal()  # keyword argument: enrolment
programme_completed = Signal()  # keyword argument: enrolment, of a programme
