"""Shows a package: how far its newest file is, its versions, and which lessons show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from cms.office.base.views import ScopedPageMixin
from cms.office.packages.upload import PACKAGE_LIST
from courses.models import Package, PackageState, PackageVersion
from courses.packages import describe_refusal, is_offered, shelf
from courses.packages.formats import describe_warnings


@dataclass(frozen=True)
class _VersionLine:
    """A version with what is told of it: why it is refused, who is in the middle of it."""

    version: PackageVersion
    running: int

    @property
    def reason(self) -> str:
        return describe_refusal(self.version.refusal, self.version.detail)

    @property
    def warnings(self) -> list[str]:
        return describe_warnings(self.version.warnings)

    @property
    def is_refused(self) -> bool:
        return self.version.state == PackageState.REFUSED


class PackagePageMixin(ScopedPageMixin):
    """A page about one package."""

    model = Package
    index = PACKAGE_LIST
    related = ("agency", "made_by")
    header_icon = "folder-open-inverse"
    page_title = gettext_lazy("Package")


class PackageDetailView(PackagePageMixin, TemplateView):
    template_name = "cms/office/package.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        package: Package = self.object
        newest = package.newest_ready()
        uses = shelf.list_uses(package)
        return super().get_context_data(
            **_progress_context(package),
            newest_ready=newest,
            uses=uses,
            behind=[use for use in uses if newest and use.shown.pk != newest.pk],
            records=shelf.count_records(package),
            kept_days=shelf.KEPT_REMOVED.days,
            **kwargs,
        )


class PackageProgressView(PackagePageMixin, View):
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
    size = sum(one.bytes + one.unpacked_bytes for one in versions)
    return {
        "package": package,
        "lines": lines,
        "is_live": bool(waiting),
        "size": size,
        "may_act": is_offered(),  # who sees a package is a trainer of its agency
    }
