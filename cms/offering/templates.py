"""Offers courses as templates, and withdraws them: the only writer of the offers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.log_actions import log

from cms.models import CoursePage
from cms.models.reuse import CourseTemplate
from people.models import Person


def offer_template(course: CoursePage, *, by: Person) -> None:
    """Let others start from the course; a second time changes nothing."""
    _require_author(course, by)
    row = {"offered_by": by, "offered_at": timezone.now()}
    _template, is_new = CourseTemplate.objects.get_or_create(course=course, defaults=row)
    if is_new:
        log(course, "course.offer_template", user=by)


def withdraw_template(course: CoursePage, *, by: Person) -> None:
    """Offer the course no longer; courses that began from it stay."""
    _require_author(course, by)
    if CourseTemplate.objects.filter(course=course).delete()[0]:
        log(course, "course.withdraw_template", user=by)


def _require_author(course: CoursePage, by: Person) -> None:
    if not course.permissions_for_user(by).can_write():
        raise PermissionDenied
