"""Lets the ministry of the demo assign what it asks: some have done it, some are late, one asks.

Beside courses a programme and a class session.
"""

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
from courses.models import AssignedPerson, Assignment, ClassSession, Course, Programme
from courses.sessions import PartTime, SessionPlan, create_session, open_session
from people.audiences import PeopleRule
from people.models import Agency, Person

_DAYS = 30
_PROGRAMME, _LONGER_DAYS = "secure-office-work", 60
_WORKSHOP = {
    "my": "ရုံးစာရွက်စာတမ်းများ လုံခြုံစွာ သိမ်းဆည်းခြင်း လက်တွေ့သင်တန်း",
    "en": "Keeping papers of the office safe, a workshop",
}
_WORKSHOP_PLACE, _WORKSHOP_SEATS = "ခရိုင်အစည်းအဝေးခန်းမ", 8
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


def assign_more() -> None:
    """A programme to be done this year, and a workshop of the week after next."""
    manager, ministry = Person.objects.get(username="hr"), Agency.objects.get(code=HR_MINISTRY)
    township = Agency.objects.get(code=LEARNER_TOWNSHIP)
    # The learner of the main story takes no programme; the township beside theirs does.
    beside = township.get_siblings().exclude(pk=township.pk).filter(kind=township.kind).first()
    programme = Programme.objects.live().get(slug=_PROGRAMME)
    workshop = _plan_workshop(ministry, by=manager)
    for what, unit in ((programme, beside), (workshop, township)):
        rule = PeopleRule(unit_id=unit.pk)
        draft = draft_assignment(ministry, what, DueRule(due_days=_LONGER_DAYS), rule=rule)
        make_assignment(draft, by=manager, expected=1)


def _plan_workshop(ministry: Agency, *, by: Person) -> ClassSession:
    begins = timezone.make_aware(
        dt.datetime.combine(timezone.localdate() + dt.timedelta(days=10), dt.time(9))
    )
    plan = SessionPlan(
        titles=_WORKSHOP,
        agency=ministry,
        capacity=_WORKSHOP_SEATS,
        parts=[PartTime(begins, begins + dt.timedelta(hours=3))],
        opens_to=ClassSession.OpensTo.UNIT,
        place=_WORKSHOP_PLACE,
    )
    # Begun before and broken off: the session is there already.
    known = ClassSession.objects.filter(titles=_WORKSHOP).first()
    return known or open_session(create_session(plan, by=by), by=by)


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


def has_assigned_more() -> bool:
    return Assignment.objects.exclude(session=None).exists()
