"""Receives that a course or programme was completed and queues the issue of its certificate."""

from typing import Any

from django.dispatch import receiver

from courses.models import Enrolment, ProgrammeEnrolment
from courses.signals import course_completed, programme_completed
from people.queue import enqueue_on_commit


@receiver(course_completed, dispatch_uid="certification.issue_on_completion")
def issue_on_completion(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    if enrolment.is_certified:
        enqueue_on_commit("certification.tasks.issue", enrolment.pk)


@receiver(programme_completed, dispatch_uid="certification.issue_on_completion_of_programmes")
def issue_on_programme(sender: Any, enrolment: ProgrammeEnrolment, **kwargs: Any) -> None:
    if enrolment.is_certified:
        enqueue_on_commit("certification.tasks.issue_programme", enrolment.pk)
