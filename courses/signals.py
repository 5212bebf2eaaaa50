"""The one domain signal of courses: ``course_completed``, sent once after its commit."""

from django.dispatch import Signal

course_completed = Signal()  # keyword argument: enrolment
