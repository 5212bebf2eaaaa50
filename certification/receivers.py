"""Receives that a course was completed and queues the issue of its certificate."""

from typing import Any

from django.dispatch import receiver

from courses.models import Enrolment
from courses.signals import course_completed
from people.queue import enqueue_on_commit


@receiver(course_completed, dispatch_uid="certification.issue_on_completion")
def issue_on_completion(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    if enrolment.is_certified:
        enqueue_on_commit("certification.tasks.issue", enrolment.pk)
