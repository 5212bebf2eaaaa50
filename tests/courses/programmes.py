"""Programmes made as publishing makes them, for tests."""

import datetime as dt
import uuid

from django.utils import timezone

from courses.catalogue import publish_programme
from courses.course_sets import CourseSet
from courses.models import Enrolment
from courses.progress.completion import complete_lesson
from courses.progress.programmes import enrol_in_programme
from tests.courses.factories import make_course, make_enrolment, make_lesson
from tests.people.factories import AgencyFactory, PersonFactory
from tests.plan.factories import SkillFactory

PROGRAMME_TITLES = {"my": "ရုံးဝန်ထမ်း ဒစ်ဂျစ်တယ်အခြေခံ သင်တန်းအစီအစဉ်", "en": "Digital basics of the office"}


def make_programme(*sets, languages=("my", "en"), **changes):
    fields = {
        "key": uuid.uuid4(),
        "slug": f"programme-{uuid.uuid4().hex[:8]}",
        "summary": "All that a desk needs.",
        "audience": "official",
        "skills": [],
        "sets": [one if isinstance(one, CourseSet) else CourseSet(one) for one in sets],
        "titles": PROGRAMME_TITLES,
    } | changes
    fields.setdefault("agency", None)
    fields["agency"] = fields["agency"] or AgencyFactory()
    titles = fields.pop("titles")
    for language in languages:
        programme = publish_programme(**fields, language=language, title=titles[language])
    return programme


def publish_again(programme, *sets, **changes):
    """Publish the programme with other sets."""
    fields = {"key": programme.key, "slug": programme.slug, "agency": programme.agency}
    return make_programme(*sets, **fields, **changes)


def make_short_course(**changes):
    """A course of one lesson."""
    course = make_course(skills=[(SkillFactory(), 1)], **changes)
    make_lesson(course)
    return course


def make_short_courses(count):
    return [make_short_course() for _ in range(count)]


def complete_course(person, course, *, at=None, ends_on=None) -> Enrolment:
    """Read the one lesson; ``ends_on`` is what its certificate would say."""
    enrolment = make_enrolment(course, person=person, at=at)
    version = course.modules.get().lessons.get().versions.first()
    complete_lesson(enrolment, version, at=at)
    Enrolment.objects.filter(pk=enrolment.pk).update(ends_on=ends_on)
    enrolment.refresh_from_db()
    return enrolment


def take_programme(programme, person=None, **when):
    return enrol_in_programme(person or PersonFactory(), programme, language="my", **when)


def days_from_today(days) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)
