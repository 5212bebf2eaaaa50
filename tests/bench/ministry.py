"""Fills a ministry with all that the lists of its desk read: people, skills, duties, requests."""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from certification.models import Evidence
from courses.assignments.making import DueRule, draft_assignment
from courses.models import AssignedPerson, AssignmentRequest, ClassSession
from courses.models.hours import HoursRequirement, OwnStudy
from people.audiences import PeopleRule
from people.models import Agency, Audience, Person, Posting
from tests.bench.material import TODAY
from tests.certification.factories import make_skill
from tests.courses.factories import make_course
from tests.people.factories import AgencyFactory, RoleFactory
from tests.plan.factories import RoleProfileFactory

OFFICES = 200
STARTED = TODAY - dt.timedelta(days=900)
CLERK = {"my": "စာရေး", "en": "Clerk"}
MY = (
    *("ခင်", "မျိုး", "သန္တာ", "ကျော်", "စွာ", "ဝင်း", "မြင့်"),
    *("လှိုင်", "ဖြူ", "အေး", "မော်", "နွယ်", "ထွန်း", "ဇော်"),
)
EN = (
    *("Khin", "Myo", "Thandar", "Kyaw", "Swar", "Win", "Myint"),
    *("Hlaing", "Phyu", "Aye", "Maw", "Nwe", "Htun", "Zaw"),
)
_AT_ONCE = 5_000
_ASKED = 500  # of each kind of request
_SESSIONS = 300


@dataclass(frozen=True)
class Ministry:
    """A ministry in a nation; ``skill`` is what half of its people hold."""

    size: int
    nation: Agency
    top: Agency
    offices: list[Agency]
    skill: str
    profile: int
    group: int
    duty: int


def names() -> Iterator[tuple[str, str]]:
    """Names of three syllables in both scripts, 2,744 of them again and again."""
    syllables = list(zip(MY, EN, strict=True))
    for three in itertools.cycle(itertools.product(syllables, repeat=3)):
        yield "".join(my for my, _en in three), " ".join(en for _my, en in three)


def fill_ministry(size: int) -> Ministry:
    """A ministry of 200 offices and so many people, of whom a tenth has left."""
    nation = AgencyFactory(kind="government")
    ministry = AgencyFactory(kind="ministry", parent=nation)
    offices = [AgencyFactory(parent=ministry) for _ in range(OFFICES)]
    skill, called, numbers = make_skill(), names(), iter(range(size))
    while batch := list(itertools.islice(numbers, _AT_ONCE)):
        people = _add_people(batch, called, size)
        Posting.objects.bulk_create(
            _build_posting(person, n, offices) for n, person in zip(batch, people, strict=True)
        )
        Evidence.objects.bulk_create(
            Evidence(
                person=person,
                skill=skill,
                level=2,
                kind="imported",
                source="bench",
                acquired_on=STARTED,
            )
            for n, person in zip(batch, people, strict=True)
            if n // OFFICES % 2
        )
    profile = RoleProfileFactory(agency=ministry, position=CLERK, asks=[(skill, 2, None)])
    group = Audience.objects.create(
        agency=ministry,
        names={"my": "အသစ်များ", "en": "New ones"},
        rule=PeopleRule(arrived_within=30).to_json(),
        changed_at=timezone.now(),
    )
    duty = _add_requests(ministry)
    return Ministry(size, nation, ministry, offices, skill.code, profile.pk, group.pk, duty)


def _add_people(batch: list[int], called: Iterator[tuple[str, str]], size: int) -> list[Person]:
    unusable = make_password(None)
    return Person.objects.bulk_create(
        Person(
            username=f"D{size}-{n}",
            staff_number=f"D{size}-{n}",
            name_my=my,
            name_en=en,
            # Of each size another one: a phone is one person's.
            phone=f"09{len(str(size))}{n:07}" if n % 10 == 0 else "",
            password=unusable,
        )
        for n, (my, en) in zip(batch, called, strict=False)
    )


def _build_posting(person: Person, n: int, offices: list[Agency]) -> Posting:
    """One in ten of each office has left, one in a hundred has come within the month."""
    nth = n // OFFICES % 100
    return Posting(
        person=person,
        agency=offices[n % OFFICES],
        position=CLERK,
        grade=n % 9 + 1,
        valid_from=TODAY - dt.timedelta(days=10) if nth == 5 else STARTED,
        valid_to=TODAY - dt.timedelta(days=60) if nth % 10 == 7 else None,
    )


def _add_requests(ministry: Agency) -> int:
    """A duty of a tenth, requests about it, study that waits, hours asked, sessions to come."""
    by, now = RoleFactory(agency=ministry).person, timezone.now()
    draft = draft_assignment(
        ministry, make_course(agency=ministry), DueRule(due_days=30), rule=PeopleRule()
    )
    draft.made_by, draft.made_at, draft.applied_at = by, now, now
    draft.save()
    serving = Posting.objects.on(TODAY).filter(agency__path__startswith=ministry.path)
    people = list(serving.order_by("pk").values_list("person", flat=True))
    rows = AssignedPerson.objects.bulk_create(
        (
            AssignedPerson(assignment=draft, person_id=pk, reached_on=TODAY, due_on=TODAY)
            for pk in people[::10]
        ),
        batch_size=_AT_ONCE,
    )
    AssignmentRequest.objects.bulk_create(
        AssignmentRequest(assigned=row, kind="exemption", reason="r", asked_at=now)
        for row in rows[:_ASKED]
    )
    OwnStudy.objects.bulk_create(
        OwnStudy(person_id=pk, kind="own", day=TODAY, minutes=60, subject="s", asked_at=now)
        for pk in people[:_ASKED]
    )
    HoursRequirement.objects.create(
        agency=ministry, hours=20, since=TODAY.year, set_by=by, set_at=now
    )
    ClassSession.objects.bulk_create(
        ClassSession(
            titles={"my": "သင်တန်း", "en": "Class"},
            agency=ministry,
            capacity=30,
            made_by=by,
            made_at=now,
            state="open",
            begins_at=now + dt.timedelta(days=n),
            ends_at=now + dt.timedelta(days=n, hours=1),
        )
        for n in range(1, _SESSIONS)
    )
    return draft.pk
