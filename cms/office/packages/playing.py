"""Plays a package to whoever may see it in the office; nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import View

from cms.access.page_permissions import TreePermissionTester
from cms.access.row_policy import current_person
from cms.models import LessonPage
from cms.office.packages.detail import PackagePageMixin
from courses.models import Package, PackageVersion
from courses.web.packages.frame import show_trial


@method_decorator(never_cache, name="dispatch")
class PackagePlayView(PackagePageMixin, View):
    """Plays a version of a package of the person's agency, in use or not."""

    def get(self, request: HttpRequest, number: int, **kwargs: Any) -> HttpResponse:
        ready = PackageVersion.objects.ready().filter(package=self.object)
        back = reverse("packages:detail", args=[self.object.pk])
        return show_trial(request, get_object_or_404(ready, number=number), back=back)


# The window of the editor in which a lesson is looked at is a frame, and links stay in it.
@method_decorator([never_cache, xframe_options_sameorigin], name="dispatch")
class LessonPackageView(View):
    """Plays a package of a draft to those who write, translate or review the lesson."""

    def get(self, request: HttpRequest, page_id: int, package: int) -> HttpResponse:
        page = LessonPage.objects.filter(pk=page_id).first()
        rights = page and page.permissions_for_user(current_person(request))
        # A lesson of others and one that does not exist get the same answer: ids tell nothing.
        if page is None or not isinstance(rights, TreePermissionTester):
            raise PermissionDenied
        if not rights.can_edit() and not rights.is_reviewer():
            raise PermissionDenied
        found = _find_package(page, package)
        name = "wagtailadmin_pages:view_draft" if rights.can_edit() else "page_review_preview"
        with translation.override(page.language):
            version = found.newest_ready() if found else None
            return show_trial(request, version, back=reverse(name, args=[page.pk]))


def _find_package(page: LessonPage, package: int) -> Package | None:
    """Return the package of the newest draft, else of what is published and may be reviewed."""
    draft: LessonPage = page.get_latest_revision_as_object()
    return draft.find_package(package) or page.find_package(package)
