"""Shows a package: how far its newest file is, its versions, and which lessons show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from cms.access.row_policy import current_person
from cms.office.base.views import ScopedPageMixin
from cms.office.packages.upload import PACKAGE_LIST
from courses.models import (
    Lesson,
    LessonPackage,
    LessonVersion,
    Package,
    PackageState,
    PackageVersion,
)
from courses.packages import describe_refusal, is_offered


@dataclass(frozen=True)
class _VersionLine:
    """A version with what is told of it: why it is refused, who is in the middle of it."""

    version: PackageVersion
    running: int

    @property
    def reason(self) -> str:
        return describe_refusal(self.version.refusal, self.version.detail)

    @property
    def is_refused(self) -> bool:
        return self.version.state == PackageState.REFUSED


class _PackagePageMixin(ScopedPageMixin):
    model = Package
    index = PACKAGE_LIST
    related = ("agency", "made_by")
    header_icon = "folder-open-inverse"
    page_title = gettext_lazy("Package")


class PackageDetailView(_PackagePageMixin, TemplateView):
    template_name = "cms/office/package.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        package: Package = self.object
        newest = package.newest_ready()
        lessons = _list_lessons(package)
        return super().get_context_data(
            **_progress_context(package),
            newest_ready=newest,
            lessons=lessons,
            behind=[lesson for lesson in lessons if newest and lesson["version"] != newest.pk],
            may_act=is_offered()
            and Package.objects.managed_by(current_person(self.request))
            .filter(pk=package.pk)
            .exists(),
            **kwargs,
        )


class PackageProgressView(_PackagePageMixin, View):
    """Answers with the part of the page that changes while the worker is at work."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = _progress_context(self.object)
        answer = render(request, "cms/office/package_versions.html", context)
        answer["Cache-Control"] = "no-store"
        return answer


def _progress_context(package: Package) -> dict[str, Any]:
    # In the middle of it: something is kept and it is not done, by somebody who has not left.
    running = Count(
        "records__enrolment",
        filter=Q(records__done_at=None, records__enrolment__withdrawn_at=None),
        distinct=True,
    )
    versions = package.versions.annotate(running=running).select_related("brought_by")
    lines = [_VersionLine(one, one.running) for one in versions.order_by("-number")]
    waiting = [line for line in lines if line.version.state == PackageState.WAITING]
    return {"package": package, "lines": lines, "is_live": bool(waiting)}


def _list_lessons(package: Package) -> list[dict[str, Any]]:
    """Return the published lessons that show the package as read now, with its version there."""
    rows = LessonPackage.objects.live().filter(package_version__package=package)
    rows = rows.select_related("lesson_version__lesson__module__course", "package_version")
    newest = _find_newest({row.lesson_version.lesson_id for row in rows})
    return [
        {
            "lesson": row.lesson_version.lesson,
            "language": row.lesson_version.language,
            "number": row.package_version.number,
            "version": row.package_version_id,
        }
        for row in rows.order_by("lesson_version__lesson", "lesson_version__language")
        if row.lesson_version_id in newest
    ]


def _find_newest(lessons: set[int]) -> set[int]:
    """Return the ids of the newest version of each lesson in each language."""
    found = {}
    versions = LessonVersion.objects.filter(lesson__in=Lesson.objects.filter(pk__in=lessons))
    for pk, lesson, language in versions.order_by("number").values_list(
        "pk", "lesson", "language"
    ):
        found[lesson, language] = pk
    return set(found.values())
