"""Acts on several pages, pictures or documents at once: on those of the lists, on no others.

Wagtail reads rows by the numbers in an address, and tells the titles of what it refuses to touch.
"""

from collections.abc import Callable, Iterable, Iterator
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
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.access.page_permissions import TreePermissionTester
from cms.access.page_scope import explorable_pages, parse_id
from cms.access.row_policy import current_person
from cms.gate import Obstacle
from cms.office.content.before_publishing import publish_ready_pages, tell_problems
from cms.office.page_actions import FollowedBulkAction, FollowedDeletion, FollowedMove


class _ListedRowsMixin:
    """Finds rows among those of the list only: what is not in it does not exist here."""

    request: Any
    check_perm: Callable[[Any], bool]

    def list_rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def get_queryset(self, model: type, object_ids: Iterable[Any]) -> list[Any]:
        numbers = {number for one in object_ids if (number := parse_id(one)) is not None}
        rows = list(self.list_rows().filter(pk__in=numbers))
        if len(rows) != len(numbers) or not any(map(self.is_offered, rows)):
            raise Http404
        return rows

    def is_offered(self, row: Any) -> bool:
        """Return whether the list of the row offers the person acts on many."""
        return self.check_perm(row)


class _ListedPagesMixin(_ListedRowsMixin):
    def list_rows(self) -> PageQuerySet:
        return explorable_pages(current_person(self.request))

    def is_offered(self, row: Any) -> bool:
        # Who writes here may be refused this act on this page: that is told on the act's own page.
        person = current_person(self.request)
        return super().is_offered(row) or TreePermissionTester(person, row).can_write()

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


class _ReadyPagesPublication(PublishBulkAction):
    """Publishes the ready pages among those ticked, what is below them first; tells the others."""

    def __init__(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.unready: list[tuple[Page, list[Obstacle]]] = []

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "unready": self.unready}

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Page],
        include_descendants: bool = False,
        user: Any = None,
        unready: list[tuple[Page, list[Obstacle]]] | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        ticked = list(objects)
        below = list(_drafts_below(ticked, user)) if include_descendants else []
        count, found = publish_ready_pages([*ticked, *below], user)
        (unready if unready is not None else []).extend(found)
        left = {page.pk for page, _problems in found}
        published = len([page for page in ticked if page.pk not in left])
        return published, count - published

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        for page, problems in self.unready:
            tell_problems(self.request, problems, about=page.title)
        return super().get_success_message(num_parent_objects, num_child_objects)


def _drafts_below(pages: Iterable[Page], person: Any) -> Iterator[Page]:
    """Return the drafts below the pages that the person may publish."""
    for page in pages:
        for draft in page.get_descendants().not_live().specific():
            if person is None or draft.permissions_for_user(person).can_publish():
                yield draft


class _ListedMediaMixin(_ListedRowsMixin):
    permission_policy: Any

    def list_rows(self) -> QuerySet[Any]:
        return self.permission_policy.instances_user_has_any_permission_for(
            current_person(self.request), ["change", "delete"]
        )


def _guard(action: type[BulkAction], mixin: type) -> type[BulkAction]:
    return type(f"Listed{action.__name__}", (mixin, action), {})


class _DeleteWithTranslations(FollowedDeletion, DeleteBulkAction):
    """Deletes the translations of a source too."""


class _MoveWithTranslations(FollowedMove, MoveBulkAction):
    """Moves the translations of a source too."""


class _UnpublishWithTranslations(FollowedBulkAction, UnpublishBulkAction):
    """Unpublishes the translations of a source too."""


_PAGE_ACTIONS = (
    *(_DeleteWithTranslations, _MoveWithTranslations),
    *(_ReadyPagesPublication, _UnpublishWithTranslations),
)
_MEDIA_ACTIONS = (
    *(TagDocuments, CollectDocuments, DeleteDocuments),
    *(TagImages, CollectImages, DeleteImages),
)
GUARDED_ACTIONS = (
    *(_guard(action, _ListedPagesMixin) for action in _PAGE_ACTIONS),
    *(_guard(action, _ListedMediaMixin) for action in _MEDIA_ACTIONS),
)
