"""Lets the ministry of the demo assign courses: some have done it, some are late, one asks."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from cms.demo.organisation.agencies import HR_MINISTRY, LEARNER_TOWNSHIP
from courses.assignments import (
    DueRule,
    apply_assignment,
    ask_about_assignment,
    draft_assignment,
    make_assignment,
)
from courses.models import AssignedPerson, Assignment, Course
from people.audiences import PeopleRule
from people.models import Agency, Person

_DAYS = 30
_WISH = "မိခင်ကျန်းမာရေးအတွက် ခွင့်ယူထားသဖြင့် ရက်တိုးပေးပါရန် တောင်းဆိုပါသည်။"


def assign_courses() -> None:
    """One course to a district, whose days are over; one to the township, to be done soon."""
    manager, ministry = Person.objects.get(username="hr"), Agency.objects.get(code=HR_MINISTRY)
    township = Agency.objects.get(code=LEARNER_TOWNSHIP)
    district, today = township.get_parent(), timezone.localdate()
    late = _assign_to_unit("protecting-personal-data", ministry, district, 45, by=manager)
    _assign_to_unit("judging-information", ministry, township, 20, by=manager)
    rows = AssignedPerson.objects.asked(today).undone().filter(assignment=late)
    people = Person.objects.posted_in(Agency.objects.filter(pk=township.pk), day=today)
    others = rows.filter(person__in=people).exclude(
        person__username__in=("learner", "hr-township")
    )
    if row := others.order_by("pk").first():
        until = today + dt.timedelta(days=14)
        ask_about_assignment(row, reason=_WISH, until=until)


def _assign_to_unit(
    slug: str, ministry: Agency, unit: Agency, days_ago: int, *, by: Person
) -> Assignment:
    begun = timezone.localdate() - dt.timedelta(days=days_ago)
    draft = draft_assignment(
        ministry,
        Course.objects.live().get(slug=slug),
        DueRule(due_days=_DAYS),
        rule=PeopleRule(unit_id=unit.pk),
        starts_on=begun,
    )
    # With the day of then, before anybody is reached today.
    made = make_assignment(draft, by=by, expected=1, reach_on=begun)
    apply_assignment(made.pk)
    return made


def has_assigned() -> bool:
    return Assignment.objects.exists()
