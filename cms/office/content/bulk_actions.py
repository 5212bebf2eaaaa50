"""Acts on several pages, pictures or documents at once: on those of the lists, on no others.

Wagtail reads rows by the numbers in an address, and tells the titles of what it refuses to touch.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.admin.views.pages.search import page_filter_search
from wagtail.documents.views.bulk_actions import AddTagsBulkAction as TagDocuments
from wagtail.documents.views.bulk_actions import AddToCollectionBulkAction as CollectDocuments
from wagtail.documents.views.bulk_actions import DeleteBulkAction as DeleteDocuments
from wagtail.images.views.bulk_actions import AddTagsBulkAction as TagImages
from wagtail.images.views.bulk_actions import AddToCollectionBulkAction as CollectImages
from wagtail.images.views.bulk_actions import DeleteBulkAction as DeleteImages
from wagtail.query import PageQuerySet

from cms.access.page_scope import explorable_pages, parse_id
from cms.access.row_policy import current_person


class _ListedRowsMixin:
    """Finds rows among those of the list only: what is not in it does not exist here."""

    request: Any
    check_perm: Callable[[Any], bool]

    def list_rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def get_queryset(self, model: type, object_ids: Iterable[Any]) -> list[Any]:
        numbers = {number for one in object_ids if (number := parse_id(one)) is not None}
        rows = list(self.list_rows().filter(pk__in=numbers))
        if len(rows) != len(numbers) or not any(map(self.check_perm, rows)):
            raise Http404
        return rows


class _ListedPagesMixin(_ListedRowsMixin):
    def list_rows(self) -> PageQuerySet:
        return explorable_pages(current_person(self.request))

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> Any:
        """Return what the list shows: below a page, or everywhere, as far as it is searched."""
        pages, words = self.list_rows(), self.request.GET.get("q", "")
        if parent_id is not None:
            parent = pages.filter(pk=parse_id(parent_id)).first()
            if parent is None:
                raise Http404
            pages = pages.descendant_of(parent) if words else pages.child_of(parent)
        numbers = pages.values_list("pk", flat=True)
        return page_filter_search(words, numbers)[0].results() if words else numbers


class _ListedMediaMixin(_ListedRowsMixin):
    permission_policy: Any

    def list_rows(self) -> QuerySet[Any]:
        return self.permission_policy.instances_user_has_any_permission_for(
            current_person(self.request), ["change", "delete"]
        )


def _guard(action: type[BulkAction], mixin: type) -> type[BulkAction]:
    return type(f"Listed{action.__name__}", (mixin, action), {})


_PAGE_ACTIONS = (DeleteBulkAction, MoveBulkAction, PublishBulkAction, UnpublishBulkAction)
_MEDIA_ACTIONS = (
    *(TagDocuments, CollectDocuments, DeleteDocuments),
    *(TagImages, CollectImages, DeleteImages),
)
GUARDED_ACTIONS = (
    *(_guard(action, _ListedPagesMixin) for action in _PAGE_ACTIONS),
    *(_guard(action, _ListedMediaMixin) for action in _MEDIA_ACTIONS),
)
