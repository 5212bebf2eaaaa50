"""Draws versions of certificate designs on sample sheets, for those who manage them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.generic import View
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from certification.designs import previews
from certification.models import DesignVersion
from cms.access.row_policy import RowScope, current_person
from cms.office.base.views import require_scope


# A draft changes under the same address, so a browser asks each time.
@method_decorator(cache_control(private=True, no_cache=True), name="dispatch")
class DesignPreviewView(PermissionCheckedMixin, BaseObjectMixin, View):
    """Answers with a version on a sample sheet; its samples come from the design's agency."""

    model = DesignVersion
    permission_required = "view"
    scope: RowScope = staticmethod(require_scope)
    content_type = "application/pdf"
    draw = staticmethod(previews.render_preview)

    def get_base_object_queryset(self) -> QuerySet[DesignVersion]:
        # The scope is of designs; a version is shown if its design is.
        designs = self.scope(current_person(self.request))
        rows = DesignVersion.objects.filter(design__in=designs)
        return rows.select_related("design__agency").prefetch_related("signatories")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = HttpResponse(self.draw(self.object), content_type=self.content_type)
        # A sample resembles a certificate, so search engines must not list it.
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer


class DesignPreviewImageView(DesignPreviewView):
    content_type = "image/png"
    draw = staticmethod(previews.render_preview_png)


class DesignThumbnailView(DesignPreviewView):
    content_type = "image/png"
    draw = staticmethod(previews.render_thumbnail)
