"""Writes what the bench reads: browsers, a ministry of thousands, people who completed."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator

from django.test import Client, RequestFactory
from django.utils import timezone

from certification.models import Evidence
from courses.models import Enrolment
from lms.wsgi_request import UTF8Handler
from people.models import Agency, Person, Posting
from tests.certification.factories import make_office, make_skill, make_target
from tests.courses.factories import make_course
from tests.people.factories import AgencyFactory

TODAY = timezone.localdate()
UNITS, PEOPLE = 60, 3000
FINISHED = timezone.now() - dt.timedelta(days=1)
NAMES = (
    ("ဒေါ်ခင်မျိုးသန္တာ", "Daw Khin Myo Thandar"),
    ("ဦးကျော်စွာဝင်းမြင့်", "U Kyaw Swar Win Myint"),
    ("ဒေါက်တာအင်ကြင်းဖြူ", "Dr Ingyin Phyu"),
    ("နော်ဖောဝါးစိန်ထူး", "Naw Paw Wah Sein Htoo"),
    ("စိုင်းလှိုင်ဗုဒ္ဓဝင်း", "Sai Hlaing Buddha Win"),
    ("မအိသင်္ဂီလှိုင်", "Ma Ei Thingi Hlaing"),
)


def browser(person=None) -> Client:
    """A client that takes pages compressed, as browsers do, from an address of its own."""
    client = Client(headers={"accept-encoding": "gzip"})
    if person:
        client.force_login(person)
    return client


def neighbours() -> Iterator[str]:
    """Addresses that have asked for nothing yet, for views that count askers."""
    return (f"10.0.{n // 250}.{n % 250 + 1}" for n in itertools.count())


def populate(skill) -> Agency:
    """A ministry of 60 offices and 3,000 people, half of whom hold the skill."""
    ministry = AgencyFactory(kind="ministry")
    offices = [AgencyFactory(parent=ministry) for _ in range(UNITS)]
    people = [Person(username=f"bench-{n}", staff_number=f"B-{n}") for n in range(PEOPLE)]
    people = Person.objects.bulk_create(people)
    started = TODAY - dt.timedelta(days=900)
    Posting.objects.bulk_create(
        Posting(person=p, agency=offices[n % UNITS], valid_from=started)
        for n, p in enumerate(people)
    )
    Evidence.objects.bulk_create(
        Evidence(
            person=p, skill=skill, level=2, kind="imported", source="bench", acquired_on=started
        )
        for p in people[::2]
    )
    return ministry


def count_naively(unit: Agency, skill) -> int:
    """A person at a time, as a first attempt would be written."""
    people = Person.objects.posted_in(Agency.objects.under(unit), day=TODAY)
    return sum(p.evidence.valid(TODAY).filter(skill=skill, level__gte=2).exists() for p in people)


def server() -> Callable[[str], bytes]:
    """Answers an address as under a web server: all middleware, nothing of a test's client."""
    answer, asked = UTF8Handler(), RequestFactory()

    def served(address: str) -> bytes:
        response = answer(asked.get(address).environ, lambda status, headers: None)
        try:
            return b"".join(response)
        finally:
            response.close()

    return served


def members(office: Agency, number: int) -> list[Person]:
    """So many people posted in an office, with names of several kinds of letters."""
    names = itertools.islice(itertools.cycle(NAMES), number)
    people = Person.objects.bulk_create(
        Person(username=f"member-{n}", staff_number=f"M-{n}", name_my=mine, name_en=theirs)
        for n, (mine, theirs) in enumerate(names)
    )
    Posting.objects.bulk_create(
        Posting(
            person=person,
            agency=office,
            position={"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"},
            grade=7,
            valid_from=dt.date(2025, 1, 1),
        )
        for person in people
    )
    return people


def graduates(number: int) -> Iterator[Enrolment]:
    """Completed enrolments of so many people in one course of a township office."""
    skill, office = make_skill(), make_office()
    course = make_course(skills=[(skill, 2)], validity_months=36)
    make_target(office.get_parent(), skill)
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(
            person=person,
            course=course,
            agency=office,
            enrolled_at=FINISHED - dt.timedelta(days=20),
            completed_at=FINISHED,
            language="my",
            score=86,
            position={"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"},
            grade=7,
        )
        for person in members(office, number)
    )
    return iter(enrolments)
