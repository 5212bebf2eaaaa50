"""Shows programmes, with the progress of a person who takes one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from courses.catalogue.addresses import find_moved_programme
from courses.models import Programme, ProgrammeEnrolment
from courses.progress.programme_progress import (
    find_newest_version,
    get_programme_progress,
    preview_programme,
)
from courses.progress.programmes import current_programme_enrolment
from courses.progress.renewal import is_renewable
from courses.search.programme_lengths import (
    list_programme_sectors,
    measure_programmes,
    newest_versions,
)
from courses.skills import proved_skills
from courses.web.moved import redirect_moved
from courses.web.programmes.lengths import describe_length
from people.agencies import name_sectors
from people.models import Person


@require_safe
def show_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a programme with its sets, and the progress of a person who takes it."""
    person = request.user if request.user.is_authenticated else None
    programme = find_programme(slug, person)
    if programme is None:
        moved = find_moved_programme(slug)
        address = reverse("courses:programme", args=[moved.slug]) if moved else None
        return redirect_moved(request, address)
    enrolment = current_programme_enrolment(person, programme) if person else None
    context = {
        "programme": programme,
        "enrolment": enrolment,
        "has_left": enrolment is None and _has_left_programme(person, programme),
        "is_renewable": bool(enrolment and programme.is_live and is_renewable(enrolment)),
        "has_changed": has_changed(enrolment, programme),
        "progress": (
            get_programme_progress(enrolment)
            if enrolment
            else preview_programme(programme, person)
        ),
        "proved": proved_skills(programme),
        **_describe_courses(programme, enrolment),
    }
    return render(request, "courses/programmes/programme.html", context)


def _describe_courses(
    programme: Programme, enrolment: ProgrammeEnrolment | None
) -> dict[str, object]:
    """Return how long the courses take and which sectors they serve, of the version begun."""
    versions = (
        programme.versions.filter(pk=enrolment.version_id)
        if enrolment
        else newest_versions(Programme.objects.filter(pk=programme.pk))
    )
    return {
        "duration": describe_length(measure_programmes(versions).get(programme.pk)),
        "sectors": name_sectors(list_programme_sectors(versions)).values(),
    }


def find_programme(slug: str, person: Person | None) -> Programme | None:
    """Return the published programme, or one taken off that the person takes or took."""
    programmes = Programme.objects.filter(slug=slug).select_related("agency")
    live = programmes.filter(is_live=True).first()
    if live or person is None:
        return live
    mine = ProgrammeEnrolment.objects.filter(person=person, withdrawn_at=None)
    return programmes.filter(pk__in=mine.values("programme")).order_by("-pk").first()


def _has_left_programme(person: Person | None, programme: Programme) -> bool:
    if person is None:
        return False
    mine = ProgrammeEnrolment.objects.filter(person=person, programme=programme)
    return mine.exclude(withdrawn_at=None).exists()


def has_changed(enrolment: ProgrammeEnrolment | None, programme: Programme) -> bool:
    """Return whether the programme asks something else today of those who begin."""
    if enrolment is None or enrolment.completed_at or not programme.is_live:
        return False
    newest = find_newest_version(programme)
    return newest is not None and newest.pk != enrolment.version_id
