"""Views over rows that a person's roles allow.

Wagtail asks a policy whether a person may *do* something, but reads the row itself by its key
only. These views read through ``scope``: a row out of scope is not found, whichever view is
asked.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.access.row_policy import RowScope, current_person
from cms.office.base.changes import (
    ChangesColumn,
    RecordingCreateAction,
    RecordingDeleteAction,
    RecordingEditAction,
)
from people.models import Person
from people.text.names import clean_name


def require_scope(person: Person) -> QuerySet[Any]:
    """Refuse to show anything: the default scope of a view, which its view set replaces."""
    # A screen whose scope was forgotten must fail loudly instead of showing every row.
    raise ImproperlyConfigured("A screen needs a scope.")


class ScopedIndexView(generic.IndexView):
    scope: RowScope = staticmethod(require_scope)

    @cached_property
    def search_query(self) -> str:
        """Return what is searched for, spelt as names are stored."""
        return clean_name(super().search_query)

    def get_base_queryset(self) -> QuerySet[Any]:
        return self.scope(current_person(self.request))


class RecordingCreateView(generic.CreateView):
    action_class = RecordingCreateAction


class ScopedEditView(generic.EditView):
    scope: RowScope = staticmethod(require_scope)
    action_class = RecordingEditAction

    def get_queryset(self) -> QuerySet[Any]:
        return self.scope(current_person(self.request))


class ScopedDeleteView(generic.DeleteView):
    scope: RowScope = staticmethod(require_scope)
    action_class = RecordingDeleteAction

    def get_queryset(self) -> QuerySet[Any]:
        return self.scope(current_person(self.request))


class ScopedHistoryView(HistoryView):
    scope: RowScope = staticmethod(require_scope)

    @cached_property
    def columns(self) -> list[Column]:
        action, *others = super().columns
        return [action, ChangesColumn("changes", label=_("What changed")), *others]

    def get_base_object_queryset(self) -> QuerySet[Any]:
        return self.scope(current_person(self.request))


def list_breadcrumb(name: str, words: Any) -> dict[str, Any]:
    """Return the breadcrumb that leads back to a list."""
    return {"url": reverse(name), "label": words}


class ScopedPageMixin(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin):
    """A page about one row, below its list; ``index`` is the URL name and label of the list."""

    scope: RowScope = staticmethod(require_scope)
    permission_required: Any = "view"
    index: tuple[str, Any]
    related: Collection[str]

    def get_base_object_queryset(self) -> QuerySet[Any]:
        return self.scope(current_person(self.request)).select_related(*self.related)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, list_breadcrumb(*self.index), here]


class ReadOrChangeMixin(PermissionCheckedMixin):
    """Shows itself to those who may view it, takes a form from those who may change."""

    @property
    def is_read_request(self) -> bool:
        return self.request.method in ("GET", "HEAD", "OPTIONS")

    @property
    def permission_required(self) -> str:
        return "view" if self.is_read_request else "change"
