"""Chooses pages for links: the choosers of Wagtail over the pages that a person may link to.

Wagtail narrows the pages that it lists by a hook, but neither the one they stand under nor those
that a browser names.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import chooser
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.access.page_scope import linkable_pages
from cms.access.row_policy import current_person


class PageBrowseView(chooser.BrowseView):
    def get_object_list(self) -> QuerySet[Page]:
        if (
            not linkable_pages(current_person(self.request))
            .filter(pk=self.parent_page.pk)
            .exists()
        ):
            raise Http404
        return super().get_object_list()


class ChosenPagesView(chooser.ChosenMultipleView):
    def get(self, request: HttpRequest) -> Any:
        # Upstream finds the pages inside its view; it gets the numbers of those that may be told.
        told = linkable_pages(current_person(request)).filter(pk__in=request.GET.getlist("id"))
        query = request.GET.copy()
        query.setlist("id", [str(pk) for pk in told.values_list("pk", flat=True)])
        request.GET = query  # type: ignore[assignment]
        return super().get(request)


_guarded = [
    path("", PageBrowseView.as_view(), name="wagtailadmin_choose_page"),
    path("<int:parent_page_id>/", PageBrowseView.as_view(), name="wagtailadmin_choose_page_child"),
    path(
        "chosen-multiple/",
        ChosenPagesView.as_view(),
        name="wagtailadmin_choose_page_chosen_multiple",
    ),
]
# As Wagtail decorates its own. These addresses stand before them in `lms.urls`.
urlpatterns = decorate_urlpatterns(
    decorate_urlpatterns(_guarded, require_admin_access), never_cache
)
