"""Shows the catalogue and the pages of courses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.entry import Admission
from courses.entry.audience import describe_audience
from courses.entry.words import describe_prerequisites
from courses.hours.durations import describe_minutes
from courses.models import (
    ClassSession,
    Course,
    Enrolment,
    Lesson,
    Module,
    PrerequisiteWaiver,
    Programme,
)
from courses.passing import describe_passing
from courses.progress.enrolment import current_enrolment, read_admission
from courses.progress.lesson_delivery import measure_lessons
from courses.progress.outline import CourseStep
from courses.progress.progress import get_progress, get_untouched_progress
from courses.progress.renewal import is_renewable
from courses.quizzes.opening import find_first_test
from courses.search.filters import CourseFilter
from courses.search.programme_lengths import measure_programmes, newest_versions
from courses.search.queries import suggest_courses
from courses.skills import taught_skills
from courses.web.moved import follow_moved_course
from courses.web.programmes.lengths import describe_length
from people.agencies import name_sectors
from people.models import Person
from people.text.formatting import join_words

_COURSES_PER_PAGE = 24
_MOST_PROGRAMMES = 12  # above the courses: who looks for another one searches
_SESSIONS_SHOWN = 5


@dataclass(frozen=True)
class _CourseSection:
    """Holds a module with its steps; without a module, the final tests."""

    module: Module | None
    steps: list[CourseStep]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps if not step.is_optional)


def _group_sections(steps: Iterable[CourseStep]) -> list[_CourseSection]:
    grouped = groupby(steps, key=lambda step: step.module)
    return [_CourseSection(module, list(found)) for module, found in grouped]


@require_safe
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """Show a page of the published courses that match the filter, the newest first."""
    taught = taught_skills()
    courses = Course.objects.live().with_duration().select_related("picture")
    courses = courses.order_by("-published_at", "pk")
    viewer = request.user if isinstance(request.user, Person) else None
    skills = chain.from_iterable(taught.values())
    found = CourseFilter(request.GET, courses, taught=skills, viewer=viewer)
    page = Paginator(found.qs, _COURSES_PER_PAGE).get_page(request.GET.get("page"))
    words = found.form.data.get("q", "")
    suggested = list(suggest_courses(courses, words)) if words and not page.object_list else []
    for course in [*page, *suggested]:
        course.duration = describe_minutes(course.takes) if course.takes else ""
        course.note = join_words(taught.get(course.pk, []))
    asked = {name for name in found.filters if request.GET.get(name)}
    context = {
        "filter": found,
        "page": page,
        "programmes": _list_programmes(found) if page.number == 1 else (),
        "suggested": suggested,
        "is_narrowed": bool(asked),
        "is_filtered": bool(asked - {"q"}),
    }
    return render(request, "courses/catalogue.html", context)


def _list_programmes(asked: CourseFilter) -> list[tuple[Programme, str]]:
    """Return the newest programmes that match, with how long they take: two queries."""
    programmes = Programme.objects.live().defer("search_text")
    found = asked.filter_programmes(programmes).order_by("-published_at", "pk")
    shown = list(found[:_MOST_PROGRAMMES])
    versions = newest_versions(Programme.objects.filter(pk__in=[one.pk for one in shown]))
    lengths = measure_programmes(versions) if shown else {}
    return [(one, describe_length(lengths.get(one.pk))) for one in shown]


@require_safe
@follow_moved_course
def show_course(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a course with its sections, and the progress of a person who is enrolled."""
    course = get_object_or_404(
        Course.objects.live().select_related("agency", "pass_rule", "picture", "preview"),
        slug=slug,
    )
    person = request.user if request.user.is_authenticated else None
    enrolment = current_enrolment(person, course) if person else None
    progress = get_progress(enrolment) if enrolment else get_untouched_progress(course)
    lessons = [step.row for step in progress.steps if isinstance(step.row, Lesson)]
    minutes = course.minutes or sum(step.minutes for step in progress.asked)
    context = {
        "course": course,
        "site": settings.SITE_URL,
        "enrolment": enrolment,
        "is_renewable": bool(enrolment and is_renewable(enrolment)),
        "has_left": enrolment is None and _has_left(person, course),
        "progress": progress,
        "first_test": find_first_test(enrolment) if enrolment else None,
        "parts": _group_sections(progress.steps),
        "lesson_count": sum(not lesson.is_optional for lesson in lessons),
        "quiz_count": sum(step.kind == "quiz" for step in progress.steps),
        "duration": describe_minutes(minutes) if minutes else "",
        "sectors": name_sectors(one.sector for one in course.course_sectors.all()).values(),
        "size": measure_lessons(lessons, get_language() or "my"),
        "taught": taught_skills([course]).get(course.pk, []),
        "passing": describe_passing((enrolment or course).pass_rule, enrolment),
        **_read_entry(person, course, is_enrolled=enrolment is not None),
        "edition": course.editions.standing().first() if course.edition > 1 else None,
        "sessions": _list_sessions(person, course),
    }
    return render(request, "courses/course.html", context)


def _read_entry(person: Person | None, course: Course, *, is_enrolled: bool) -> dict[str, Any]:
    """Return who may enrol, what is to be learnt before, and what of it the reader lacks."""
    if is_enrolled:
        return {}
    admission = read_admission(person, course) if person else Admission()
    is_told = bool(course.entry_rule) or admission.is_outside
    asked = PrerequisiteWaiver.objects.waiting().filter(person=person, course=course)
    return {
        "admission": admission,
        "audience": describe_audience(course) if is_told else [],
        "prerequisites": describe_prerequisites(course, admission.missing),
        "waiver": asked.first() if admission.missing else None,
    }


def _list_sessions(person: Person | None, course: Course) -> list[ClassSession]:
    coming = ClassSession.objects.upcoming().filter(course=course)
    # Most courses have none: what the person may see is asked for the others only.
    if person is None or not coming.exists():
        return []
    return list(ClassSession.objects.visible_to(person).filter(pk__in=coming)[:_SESSIONS_SHOWN])


def _has_left(person: Person | None, course: Course) -> bool:
    if person is None:
        return False
    return Enrolment.objects.left().filter(person=person, course=course).exists()
