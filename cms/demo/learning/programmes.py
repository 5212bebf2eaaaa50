"""Makes the demo's programme: one person has finished it, others are in the middle."""

from __future__ import annotations

import datetime as dt
from typing import Any

from certification.issuing import issue_certificate
from certification.sealing import seal_certificate
from cms.bootstrap import ensure_agency_catalog
from cms.demo.content.loading import ensure_translated_page
from cms.demo.content.writing import stable_key
from cms.demo.history.certificates import list_officials, seeded_random
from cms.demo.history.learners import Syllabus, take_course
from cms.demo.history.timeline import last_day, pick_moment
from cms.demo.organisation.accounts import COURSE_OWNER
from cms.models import ProgrammePage, ProgrammePageSkill
from courses.models import Course, Enrolment, Programme, ProgrammeEnrolment
from courses.progress import enrol_in_programme
from people.models import Agency, Person
from plan.models import Skill

_SLUG = "secure-office-work"
_TITLES = {"my": "လုံခြုံသော ရုံးလုပ်ငန်း အခြေခံသင်တန်းအစီအစဉ်", "en": "Secure office work, the basics"}
_SUMMARIES = {
    "my": "ရုံးအကောင့်များကို လုံခြုံစွာ အသုံးပြုနိုင်ပြီး ပြည်သူများ၏ အချက်အလက်များကို စနစ်တကျ ကိုင်တွယ်နိုင်ပါမည်။",
    "en": "Use the accounts of the office safely, and handle with care what people entrust to it.",
}
_FIRST, _OTHERS = "safe-sign-in", ("protecting-personal-data", "judging-information")
_PARTS: tuple[tuple[dict[str, str], tuple[str, ...], int | None], ...] = (
    ({"my": "ပထမအဆင့်", "en": "First"}, (_FIRST,), None),
    ({"my": "ထို့နောက် တစ်ခုရွေးရန်", "en": "Then one of your choice"}, _OTHERS, 1),
)
_SKILLS = {"DC3-4.1": 2, "DC3-4.2": 2}
_MONTHS = 24
_POINTS, _GRACE_DAYS = 6, 60
_PEOPLE = 6  # of those who completed one of its courses
_BEGUN, _FINISHED = dt.timedelta(weeks=6), dt.timedelta(weeks=4)


def make_programme() -> None:
    """Publish the programme, and let people take it by the doors that they use."""
    programme = _publish_programme()
    at = _pick_moment_ago(_BEGUN)
    # Not the learner of the main story: revoking their certificate has to move the figure back.
    learner = Person.objects.get(username="learner2")
    people = list(_list_takers(at))
    for person in (learner, *people):
        enrol_in_programme(person, programme, language="my", at=at)
    _finish_programme(people[0], programme)


def _publish_programme() -> Programme:
    shelf = ensure_agency_catalog(Agency.objects.get(code=COURSE_OWNER))
    page = ensure_translated_page(shelf, _write_programme_page, _SLUG)
    return Programme.objects.get(key=page.translation_key)


def _write_programme_page(language: str) -> ProgrammePage:
    page = ProgrammePage(
        title=_TITLES[language],
        slug=_SLUG,
        summary=_SUMMARIES[language],
        audience=Person.Audience.OFFICIAL,
        validity_months=_MONTHS,
        renewal_points=_POINTS,
        grace_days=_GRACE_DAYS,
        sets=[_write_part(place, language) for place in range(len(_PARTS))],
    )
    page.skills = [
        ProgrammePageSkill(skill=Skill.objects.get(code=code), level=level)
        for code, level in _SKILLS.items()
    ]
    return page


def _write_part(place: int, language: str) -> dict[str, Any]:
    titles, slugs, required = _PARTS[place]
    keys = dict(Course.objects.live().filter(slug__in=slugs).values_list("slug", "key"))
    path = f"{_SLUG}/{place}"
    courses = [
        {"type": "item", "id": str(stable_key(f"{path}/{slug}")), "value": str(keys[slug])}
        for slug in slugs
    ]
    value = {"title": titles[language], "courses": courses, "required": required}
    value |= {"in_order": False, "waits": place > 0}
    return {"type": "part", "id": str(stable_key(path)), "value": value}


def _list_takers(at: dt.datetime) -> list[Person]:
    done = Enrolment.objects.filter(course__slug=_OTHERS[0], completed_at__lt=at)
    return list(list_officials().filter(pk__in=done.values("person"))[:_PEOPLE])


def _finish_programme(person: Person, programme: Programme) -> None:
    """Let the person complete the course that is missing, and seal both certificates."""
    at = _pick_moment_ago(_FINISHED)
    random = seeded_random(person, _FIRST)
    course = take_course(person, Syllabus.of(_FIRST), at=at, random=random)
    taken = ProgrammeEnrolment.objects.get(person=person, programme=programme)
    for completed in (course, taken):
        certificate = issue_certificate(completed, at=at + dt.timedelta(seconds=5))
        seal_certificate(certificate, at=at + dt.timedelta(seconds=9))


def _pick_moment_ago(age: dt.timedelta) -> dt.datetime:
    person = Person.objects.get(username="learner2")
    return pick_moment(seeded_random(person, _SLUG), last_day() - age)


def has_programme() -> bool:
    done = ProgrammeEnrolment.objects.completed().filter(programme__slug=_SLUG)
    return done.filter(certificates__sealed_at__isnull=False).exists()
