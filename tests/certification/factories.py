"""Completed enrolments, with everything a certificate says about them."""

import datetime as dt

from certification.evidence.recording import record_imported
from certification.evidence.writing import EvidenceEntry
from certification.issuing.issue import issue_certificate
from certification.models import Evidence, Record, UncertifiedCompletion
from courses.models import Enrolment
from courses.quizzes.attempts import start_attempt, submit_attempt
from tests.courses.factories import make_course, right_answers
from tests.people.factories import AgencyFactory, PersonFactory
from tests.plan.factories import (
    ClauseFactory,
    LevelFactory,
    PlanFactory,
    SkillFactory,
    TargetFactory,
)

COMPLETED_AT = dt.datetime(2026, 11, 20, 6, 0, tzinfo=dt.UTC)
MINISTRY = {"my": "ဆက်သွယ်ရေးဝန်ကြီးဌာန", "en": "Ministry of Communications"}
OFFICE = {"my": "ဟင်္သာတမြို့နယ်ရုံး", "en": "Hinthada Township Office"}
SKILLS = {
    "DC3-4.2": {
        "my": "ကိုယ်ရေးအချက်အလက်နှင့် ကိုယ်ရေးလွတ်လပ်ခွင့် ကာကွယ်ခြင်း",
        "en": "Protecting personal data and privacy",
    },
    "DC3-4.1": {"my": "စက်ပစ္စည်းများ ကာကွယ်ခြင်း", "en": "Protecting devices"},
}


def make_skill(code="DC3-4.2"):
    skill = SkillFactory(code=code, names=SKILLS[code])
    LevelFactory(framework=skill.framework, number=2)
    return skill


def make_office():
    ministry = AgencyFactory(kind="ministry", names=MINISTRY)
    return AgencyFactory(parent=ministry, kind="township", names=OFFICE)


def make_target(office, skill, **changes):
    plan = PlanFactory(
        names={
            "my": "မြန်မာ အီး-အစိုးရ မဟာဗျူဟာစီမံကိန်း ၂၀၃၀",
            "en": "Myanmar e-Governance Master Plan 2030",
        }
    )
    clause = ClauseFactory(
        plan=plan,
        names={
            "my": "ရည်မှန်းချက် ၂ - ဝန်ထမ်းများနှင့် ပြည်သူများ၏ စွမ်းရည်မြှင့်တင်ခြင်း",
            "en": "Objective 2, capacity building of officials and citizens",
        },
    )
    changes = {"due_on": dt.date(2026, 12, 31)} | changes
    return TargetFactory(agency=office, skill=skill, clause=clause, phase__plan=plan, **changes)


def completed_enrolment(*, person=None, course=None, office=None, **changes) -> Enrolment:
    skill = make_skill()
    office = office or make_office()
    if not course:
        course = make_course(skills=[(skill, 2)], validity_months=36)
    fields = {
        "enrolled_at": COMPLETED_AT - dt.timedelta(days=20),
        "completed_at": COMPLETED_AT,
        "language": "my",
        "score": 86,
        "agency": office,
        "position": {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"},
        "grade": 7,
    } | changes
    person = person or PersonFactory()
    return Enrolment.objects.create(person=person, course=course, **fields)


def certify(course, quiz, *, answers=True):
    """A certificate behind which stands an attempt, passed unless told otherwise."""
    enrolment = completed_enrolment(course=course, completed_at=None)
    attempt = start_attempt(quiz, enrolment, language="my")
    submit_attempt(attempt, right_answers(attempt) if answers else {})
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=COMPLETED_AT)
    return issue_certificate(Enrolment.objects.get(pk=enrolment.pk))


def make_uncertified(office, **changes) -> UncertifiedCompletion:
    """A completion whose words did not fit the sheet."""
    enrolment = completed_enrolment(office=office)
    fields = {
        "agency": office,
        "reason": "words",
        "tries": 2,
        "first_tried_at": COMPLETED_AT,
        "last_tried_at": COMPLETED_AT,
    } | changes
    return UncertifiedCompletion.objects.create(enrolment=enrolment, **fields)


def make_record(person, agency, **changes) -> Record:
    """A certificate of another system, as a registrar recorded it."""
    fields = {
        "issuer": "Academy of the ministry",
        "title": "Safe office work",
        "issued_on": dt.date(2024, 5, 2),
        "recorded_by": person,
        "recorded_at": COMPLETED_AT,
    } | changes
    return Record.objects.create(person=person, agency=agency, **fields)


def import_evidence(person, skill, level, *, on=dt.date(2026, 3, 1), source="x", ends=None):
    """What a record of another system proves, as it is written."""
    entry = EvidenceEntry("imported", person.pk, skill.pk, level, on, source, ends)
    record_imported([entry])
    return Evidence.objects.get(**entry.identity())
