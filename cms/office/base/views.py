"""Screens over rows that keep to what a person's roles allow, on every view they have.

Wagtail asks a policy whether a person may *do* something, but reads the row itself by its key
alone. Here each view reads through ``scope``: a row out of scope is not found, whichever view
is asked. There are no views for copies and usage; nothing is deleted unless a right says so.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.forms.models import modelform_factory
from django.urls import URLPattern, reverse
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from cms.access.row_policy import RolePolicy, RowScope, current_person
from cms.office.base.fields import OfficeForm
from people.models import Person, Role


def require_scope(person: Person) -> QuerySet[Any]:
    """What a view shows that was given no scope. Raises."""
    raise ImproperlyConfigured("A screen needs a scope.")


class ScopedIndexView(generic.IndexView):
    scope: RowScope = staticmethod(require_scope)

    def get_base_queryset(self) -> QuerySet[Any]:
        return self.scope(current_person(self.request))


class ScopedEditView(generic.EditView):
    scope: RowScope = staticmethod(require_scope)

    def get_queryset(self) -> QuerySet[Any]:
        return self.scope(current_person(self.request))


class ScopedDeleteView(generic.DeleteView):
    scope: RowScope = staticmethod(require_scope)

    def get_queryset(self) -> QuerySet[Any]:
        return self.scope(current_person(self.request))


class ScopedHistoryView(HistoryView):
    scope: RowScope = staticmethod(require_scope)

    def get_base_object_queryset(self) -> QuerySet[Any]:
        return self.scope(current_person(self.request))


def list_breadcrumb(name: str, words: Any) -> dict[str, Any]:
    """The way back to a list, as a crumb."""
    return {"url": reverse(name), "label": words}


class ScopedPageMixin(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin):
    """A page about one row, below its list: ``index`` is the list's address and words."""

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


class GuardedViewSet(ModelViewSet):
    """A list and forms over a model. Say ``rights`` and, unless all rows are meant, ``scope``.

    ``sight`` is for roles that read more than they act on; ``reading`` names the screens of it.
    """

    rights: dict[str, Collection[Role.Kind]] = {}
    national = False
    reading: Collection[str] = ()
    index_view_class = ScopedIndexView
    edit_view_class = ScopedEditView
    delete_view_class = ScopedDeleteView
    history_view_class = ScopedHistoryView
    form_base = OfficeForm
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    # Wagtail takes the order of a list from its view alone.
    default_ordering: str | None = None
    views: Collection[str] = (
        "index",
        "index_results",
        "add",
        "edit",
        "history",
        "history_results",
    )

    def scope(self, person: Person) -> QuerySet[Any]:
        """The rows that the person may see and act on here."""
        return self.model._default_manager.all()

    def readable(self, person: Person) -> QuerySet[Any]:
        """The rows of the list and of the screens of ``reading``."""
        return self.scope(person)

    def build_view(self, name: str, view: type) -> Any:
        """The view, of everything in sight if it only reads."""
        reads = name in self.reading
        return self.construct_view(view, scope=self.readable if reads else self.scope)

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        order = {"default_ordering": self.default_ordering} if self.default_ordering else {}
        return {**super().get_index_view_kwargs(**kwargs), "scope": self.readable, **order}

    def on_register(self) -> None:
        policy = RolePolicy(self.model, self.rights, self.scope, national=self.national)
        policy_registry.register(self.model, policy, exact_class=True)
        super().on_register()

    def register_permissions(self) -> None:
        """Nothing to tick in Wagtail's groups: the rights come from roles."""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common = super().get_common_view_kwargs(**kwargs)
        return {**common, "scope": self.scope, "usage_url_name": self.UNDEFINED}

    def get_urlpatterns(self) -> list[URLPattern]:
        names = {*self.views, "delete"} if "delete" in self.rights else set(self.views)
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in names]

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return modelform_factory(self.model, form=self.form_base, fields=self.form_fields)


class NationalViewSet(GuardedViewSet):
    """Rows that the whole country shares: only a role at the root of the agencies changes them."""

    rights = {action: [Role.Kind.SECRETARIAT] for action in ("view", "add", "change")}
    national = True
