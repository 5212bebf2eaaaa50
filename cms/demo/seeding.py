"""Fills an empty site with the demo, part by part; a part that is done is not done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from django.conf import settings

from cms.bootstrap import bootstrap, open_shelf
from cms.demo.content.loading import load_course
from cms.demo.content.reading import course_folders
from cms.demo.history import certificates, classroom, designs, training
from cms.demo.organisation import accounts
from cms.demo.organisation.agencies import DEMO, REFERENCE, ROOT, write_units
from cms.demo.organisation.roster import OFFICIALS, write_roster
from cms.demo.organisation.targets import write_targets
from cms.models import CatalogPage
from courses.models import Course
from people.agencies.importing import import_agencies
from people.models import Agency, Person
from people.queue import paused
from people.roster.importing import import_roster
from plan.importing import import_digcomp, import_plan, import_targets
from plan.models import Plan, Target

OWNERS = {"judging-information": "MOI"}


class DemoRefused(Exception):
    """The demo is made only where ``LMS_DEMO=1`` is set."""


class BrokenDemoFile(Exception):
    """An importer found a problem in a file of the demo."""


@dataclass(frozen=True)
class Part:
    title: str
    make: Callable[[], object]
    is_made: Callable[[], bool]


def seed(tell: Callable[[str], object] = print) -> None:
    """Make what is not there yet, in order; each part tells how long it took."""
    if not settings.LMS_DEMO:
        raise DemoRefused("The demo needs LMS_DEMO=1.")
    for part in PARTS:
        if not part.is_made():
            started = monotonic()
            with paused():
                part.make()
            tell(f"  {part.title} ({monotonic() - started:.0f} s)")


def is_seeded() -> bool:
    return all(part.is_made() for part in PARTS)


def make_agencies() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "units.csv"
        write_units(path)
        require_clean(import_agencies(path).problems)


def make_roster() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "roster.csv"
        write_roster(path)
        require_clean(import_roster(path).problems)


def make_plan() -> None:
    require_clean(import_digcomp(REFERENCE).problems)
    require_clean(import_plan(DEMO / "plan.csv").problems)


def make_targets() -> None:
    require_clean(import_targets(write_targets()).problems)


def make_courses() -> None:
    for folder in course_folders():
        owner = Agency.objects.get(code=OWNERS.get(folder.name, accounts.COURSE_OWNER))
        load_course(folder, open_shelf(owner))


def has_courses() -> bool:
    slugs = [folder.name for folder in course_folders()]
    return Course.objects.live().filter(slug__in=slugs).count() == len(slugs)


def require_clean(problems: object) -> None:
    if problems:
        raise BrokenDemoFile(problems)


PARTS = (
    Part("First pages", bootstrap, CatalogPage.objects.exists),
    Part("Agencies", make_agencies, lambda: Agency.objects.filter(code=ROOT).exists()),
    Part("People", make_roster, lambda: Person.objects.count() >= OFFICIALS),
    Part("Skills and plan", make_plan, Plan.objects.exists),
    Part("Sample targets", make_targets, Target.objects.exists),
    Part("Accounts", accounts.make_accounts, accounts.has_accounts),
    Part("Courses in both languages", make_courses, has_courses),
    Part("Certificate designs", designs.make_designs, designs.has_designs),
    Part("Certificates", certificates.certify, certificates.has_certified),
    Part("Courses begun", certificates.begin_courses, certificates.has_begun),
    Part("Withdrawn certificates", certificates.withdraw_some, certificates.has_withdrawn),
    Part("Records of training", training.record_training, training.has_training),
    Part("Moves", training.move_people, training.has_moved),
    Part("A classroom session", classroom.certify_session, classroom.has_certified_session),
)
