"""Shows on the outline by when a course is to be reviewed, and keeps that it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.access.row_policy import current_person
from cms.models import CoursePage
from cms.upkeep import PastReviewDay, begin_review, find_owners, finish_review
from courses.models import REVIEW_NOTICE, Course
from people.models import Person
from people.text.formatting import official_date
from people.web.fields import DayField

REVIEW_ACTS = ("begin_review", "finish_review")
_USUAL_WAIT = relativedelta(years=1)


@dataclass(frozen=True)
class CourseReview:
    """Holds the day, who answers for the course, and the state in words with its tone."""

    day: dt.date | None
    is_begun: bool
    owners: list[Person]
    state: str
    label: str
    offered: str  # the next day, as a form has it

    @property
    def is_flagged(self) -> bool:
        return self.state != "current"


class _NextDayForm(forms.Form):
    next_day = DayField()


def read_course_review(page: CoursePage) -> CourseReview:
    """Return how the review of the course stands; who answers is told once it is published."""
    today = timezone.localdate()
    row = Course.objects.filter(key=page.translation_key).select_related("agency", "owner").first()
    state, label = _name_state(page, today)
    return CourseReview(
        day=page.review_by,
        is_begun=page.review_begun_on is not None,
        owners=find_owners(row) if row else [],
        state=state,
        label=label,
        offered=(today + _USUAL_WAIT).isoformat(),
    )


def _name_state(page: CoursePage, today: dt.date) -> tuple[str, str]:
    if page.review_begun_on:
        return "stale", _("Being reviewed")
    if page.review_by is None:
        return "current", _("No day of review is set.")
    if page.review_by < today:
        return "missing", _("Its review is overdue")
    if page.review_by <= today + REVIEW_NOTICE:
        return "stale", _("To be reviewed")
    return "current", _("Reviewed")


def act_on_review(request: HttpRequest, page: CoursePage, act: str) -> None:
    """Begin the review or keep that it is done; the caller has asked whether the person may."""
    person = current_person(request)
    if act == "begin_review":
        begin_review(page, by=person)
        messages.success(request, _("It is kept that the course is being reviewed."))
        return
    form = _NextDayForm(request.POST)
    try:
        if not form.is_valid():
            raise PastReviewDay
        finish_review(page, form.cleaned_data["next_day"], by=person)
    except PastReviewDay:
        messages.error(request, _("Nothing was kept: choose a day that is ahead."))
        return
    told = _("The course is reviewed. Its next day is %(day)s.")
    messages.success(request, told % {"day": official_date(form.cleaned_data["next_day"])})
