"""Chooses pages for links: the choosers of Wagtail over the pages that a person may link to.

Wagtail narrows the pages that it lists by a hook, but neither the one they stand under nor those
that a browser names.
"""

from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.http import Http404, HttpRequest
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import chooser
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.access.page_scope import linkable_pages
from cms.access.row_policy import current_person
from cms.models import AgencyCatalogPage, BankPage
from people.models import Person

_BANK = "cms.bankpage"


class PageBrowseView(chooser.BrowseView):
    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> Any:
        if parent_page_id is None and request.GET.get("page_type", "").lower() == _BANK:
            parent_page_id = _find_shelf_of_banks(current_person(request))
        return super().get(request, parent_page_id)

    def get_object_list(self) -> QuerySet[Page]:
        if (
            not linkable_pages(current_person(self.request))
            .filter(pk=self.parent_page.pk)
            .exists()
        ):
            raise Http404
        return super().get_object_list()


def _find_shelf_of_banks(person: Person) -> int | None:
    """Return the first shelf with question banks of the person, in their own language if any.

    Upstream begins at the page above all banks, which for two languages is the root of the tree.
    """
    mine = linkable_pages(person).values("pk")
    banks = BankPage.objects.filter(pk__in=mine, path__startswith=OuterRef("path"))
    shelves = AgencyCatalogPage.objects.filter(Exists(banks))
    is_read = Case(When(locale__language_code=get_language(), then=0), default=1)
    return shelves.order_by(is_read, "-depth", "path").values_list("pk", flat=True).first()


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
