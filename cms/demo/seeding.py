"""Fills an empty site with the demo, part by part; a part that is done is not done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from django.conf import settings

from cms.bootstrap import bootstrap_site, ensure_agency_catalog
from cms.demo.content import bringing, following, held_course, reviewing
from cms.demo.content.loading import load_course
from cms.demo.content.reading import list_course_folders
from cms.demo.history import (
    assignments,
    capacity,
    certificates,
    classroom,
    designs,
    postings,
    privacy,
    requests,
    rosters,
    training,
)
from cms.demo.learning import (
    closed_year,
    essays,
    office_year,
    papers,
    programmes,
    refreshers,
    sessions,
    sittings,
    statistics,
    work_use,
)
from cms.demo.organisation import accounts, moves, plan_files, profiles
from cms.demo.organisation.agencies import DEMO_FOLDER, REFERENCE_FOLDER, ROOT_CODE, write_agencies
from cms.demo.organisation.roster import OFFICIAL_COUNT, write_roster
from cms.demo.organisation.targets import change_one_target, write_targets
from cms.models import CatalogPage
from courses.models import Course
from people.agencies import import_agencies
from people.models import Agency, Person
from people.queue import paused
from people.roster import import_roster
from plan.importing import import_digcomp, import_plan, import_targets
from plan.models import Plan, Target

_COURSE_OWNERS = {"judging-information": "MOI"}


class DemoRefused(Exception):
    """The demo is made only where ``LMS_DEMO=1`` is set."""


class BrokenDemoFile(Exception):
    """An importer found a problem in a file of the demo."""


@dataclass(frozen=True)
class _DemoPart:
    title: str
    make: Callable[[], object]
    is_made: Callable[[], bool]


def seed_demo(tell: Callable[[str], object] = print) -> None:
    """Make the parts that are missing, in order, and tell how long each took."""
    if not settings.LMS_DEMO:
        raise DemoRefused("The demo needs LMS_DEMO=1.")
    for part in _DEMO_PARTS:
        if not part.is_made():
            started = monotonic()
            # The parts issue and seal with dates of the past; a worker would use today's.
            with paused():
                part.make()
            tell(f"  {part.title} ({monotonic() - started:.0f} s)")


def _make_agencies() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "units.csv"
        write_agencies(path)
        _require_no_problems(import_agencies(path).problems)


def _make_roster() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "roster.csv"
        write_roster(path)
        _require_no_problems(import_roster(path).problems)


def _make_plan() -> None:
    _require_no_problems(import_digcomp(REFERENCE_FOLDER).problems)
    # One plan in force, which leads, and one that is only prepared.
    for name in ("plan.csv", "plan_draft.csv"):
        _require_no_problems(import_plan(DEMO_FOLDER / name).problems)


def _make_targets() -> None:
    _require_no_problems(import_targets(write_targets()).problems)
    change_one_target()


def _make_courses() -> None:
    for folder in list_course_folders():
        owner = Agency.objects.get(code=_COURSE_OWNERS.get(folder.name, accounts.COURSE_OWNER))
        load_course(folder, ensure_agency_catalog(owner))


def _has_courses() -> bool:
    slugs = [folder.name for folder in list_course_folders()]
    return Course.objects.live().filter(slug__in=slugs).count() == len(slugs)


def _require_no_problems(problems: object) -> None:
    if problems:
        raise BrokenDemoFile(problems)


def _lock_months() -> None:
    # By its name: the two faces are strangers to each other, and the demo is of both.
    import_module("reporting.demo").lock_demo_months()


def _has_locked_months() -> bool:
    return bool(import_module("reporting.demo").has_locked_months())


def _begin_letter() -> None:
    import_module("reporting.demo").begin_demo_letter()


def _has_letter() -> bool:
    return bool(import_module("reporting.demo").has_demo_letter())


# In order: each part reads what those before it wrote.
_DEMO_PARTS = (
    _DemoPart("First pages", bootstrap_site, CatalogPage.objects.exists),
    _DemoPart("Agencies", _make_agencies, lambda: Agency.objects.filter(code=ROOT_CODE).exists()),
    _DemoPart("People", _make_roster, lambda: Person.objects.count() >= OFFICIAL_COUNT),
    _DemoPart("Skills and plan", _make_plan, Plan.objects.exists),
    _DemoPart("Sample targets", _make_targets, Target.objects.exists),
    _DemoPart("Accounts", accounts.make_accounts, accounts.has_accounts),
    _DemoPart("Role profiles", profiles.make_profiles, profiles.has_profiles),
    _DemoPart("A capacity plan", capacity.plan_year, capacity.has_plan),
    _DemoPart("Courses in both languages", _make_courses, _has_courses),
    _DemoPart(
        "A course that is held to terms",
        held_course.write_held_course,
        held_course.has_held_course,
    ),
    _DemoPart(
        "A lesson that follows another",
        following.follow_demo_lesson,
        following.has_followed_lesson,
    ),
    _DemoPart("A course to review", reviewing.hand_in_course, reviewing.has_handed_in),
    _DemoPart("Questions of a file", bringing.bring_questions, bringing.has_brought_questions),
    _DemoPart("Certificate designs", designs.make_designs, designs.has_designs),
    _DemoPart("Certificates", certificates.issue_certificates, certificates.has_certificates),
    _DemoPart("Courses begun", certificates.begin_courses, certificates.has_begun_courses),
    _DemoPart("A programme", programmes.make_programme, programmes.has_programme),
    _DemoPart("A learner who asks", requests.ask_for_demo_attempt, requests.has_asked),
    _DemoPart(
        "Withdrawn certificates",
        certificates.withdraw_certificates,
        certificates.has_withdrawn_certificates,
    ),
    _DemoPart("Records of training", training.record_training, training.has_training),
    _DemoPart("Moves", training.move_people, training.has_moved_people),
    _DemoPart("A roster that was applied", rosters.apply_roster, rosters.has_applied_roster),
    _DemoPart("A roster that waits", rosters.bring_roster, rosters.has_brought_roster),
    _DemoPart(
        "A file of the plan that waits",
        plan_files.bring_plan_file,
        plan_files.has_brought_plan_file,
    ),
    _DemoPart("An office that moved", moves.move_office, moves.has_moved_office),
    _DemoPart("Moves to come", postings.plan_moves, postings.has_planned_moves),
    _DemoPart("A charge", postings.share_colleague, postings.has_shared_colleague),
    _DemoPart("A classroom session", classroom.certify_session, classroom.has_certified_session),
    _DemoPart("Assigned learning", assignments.assign_courses, assignments.has_assigned),
    _DemoPart("Class sessions", sessions.hold_sessions, sessions.has_held_sessions),
    _DemoPart("A class that renews", refreshers.hold_refresher, refreshers.has_held_refresher),
    _DemoPart("A year of runs", sessions.plan_year_of_runs, sessions.has_planned_runs),
    _DemoPart(
        "An assigned programme and session",
        assignments.assign_more,
        assignments.has_assigned_more,
    ),
    _DemoPart("Supervised tests", sittings.hold_sittings, sittings.has_held_sittings),
    _DemoPart("Tests on paper", papers.hold_paper_tests, papers.has_paper_tests),
    _DemoPart("Essays to mark", essays.write_essays, essays.has_essays),
    _DemoPart(
        "Statistics of questions",
        statistics.count_demo_quizzes,
        statistics.has_counted_quizzes,
    ),
    _DemoPart(
        "A year of an office", office_year.plan_office_year, office_year.has_planned_office_year
    ),
    _DemoPart(
        "A closed year and this one", closed_year.close_demo_year, closed_year.has_closed_year
    ),
    _DemoPart("Use at work", work_use.ask_demo_people, work_use.has_asked_people),
    # After all that is counted.
    _DemoPart("Locked months", _lock_months, _has_locked_months),
    _DemoPart("A letter of figures", _begin_letter, _has_letter),
    _DemoPart("Copies and erasure", privacy.ask_about_data, privacy.has_asked_about_data),
)
