"""View sets over rows that a person's roles allow: lists with forms, or lists with screens."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.forms.models import modelform_factory
from django.urls import URLPattern, path
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, NullAdminURLFinder
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from cms.access.row_policy import RolePolicy
from cms.office.base.fields import OfficeForm
from cms.office.base.views import (
    RecordingCreateView,
    ScopedDeleteView,
    ScopedEditView,
    ScopedHistoryView,
    ScopedIndexView,
)
from people.models import Person, Role

READER_ROLES = (Role.Kind.REGISTRAR, Role.Kind.AUDITOR)


class GuardedViewSet(ModelViewSet):
    """A list and forms over a model. A subclass says ``rights`` and, if not all rows are meant,
    ``writable``.

    ``readable`` is for roles that read more rows than they act on; ``read_only_screens`` names
    the screens that show them. There are no views for copies and usage.
    """

    rights: Mapping[str, Collection[Role.Kind]] = {}
    national = False
    read_only_screens: Collection[str] = ()
    index_view_class = ScopedIndexView
    add_view_class = RecordingCreateView
    edit_view_class = ScopedEditView
    delete_view_class = ScopedDeleteView
    history_view_class = ScopedHistoryView
    form_base = OfficeForm
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    # Wagtail takes the order of a list from its view only, never from the view set.
    default_ordering: str | None = None
    views: Collection[str] = (
        "index",
        "index_results",
        "add",
        "edit",
        "history",
        "history_results",
    )

    def writable(self, person: Person) -> QuerySet[Any]:
        """Return the rows that the person may act on here."""
        return self.model._default_manager.all()

    def readable(self, person: Person) -> QuerySet[Any]:
        """Return the rows of the list and of ``read_only_screens``."""
        return self.writable(person)

    def build_view(self, name: str, view: type) -> Any:
        """Return the view over the readable rows if it only reads, else over the writable ones."""
        reads = name in self.read_only_screens
        return self.construct_view(view, scope=self.readable if reads else self.writable)

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        order = {"default_ordering": self.default_ordering} if self.default_ordering else {}
        return {**super().get_index_view_kwargs(**kwargs), "scope": self.readable, **order}

    def on_register(self) -> None:
        # Wagtail would ask its own permissions of groups; ours come from roles.
        policy = RolePolicy(self.model, self.rights, self.writable, national=self.national)
        policy_registry.register(self.model, policy, exact_class=True)
        super().on_register()

    def register_permissions(self) -> None:
        """Offer nothing to tick in Wagtail's groups: the rights come from roles."""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common = super().get_common_view_kwargs(**kwargs)
        return {**common, "scope": self.writable, "usage_url_name": self.UNDEFINED}

    def get_urlpatterns(self) -> list[URLPattern]:
        # Wagtail routes every view it has. One without an address cannot be reached, so nothing
        # is deleted unless a right says so.
        names = {*self.views, "delete"} if "delete" in self.rights else set(self.views)
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in names]

    @property
    def url_finder_class(self) -> type:
        """Return where reports and usage lead for a row: to the form, or to the main screen."""
        # Wagtail names ``edit`` whether it is routed or not, and its reports break on the name.
        name = self.linked_screen
        if name is None:
            return NullAdminURLFinder
        attributes = {"edit_url_name": self.get_url_name(name)}
        return type("_RowURLFinder", (ModelAdminURLFinder,), attributes)

    @property
    def linked_screen(self) -> str | None:
        return "edit" if "edit" in self.views else None

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return modelform_factory(self.model, form=self.form_base, fields=self.form_fields)


class NationalViewSet(GuardedViewSet):
    """Rows that the whole country shares: only a role at the root of the agencies changes them."""

    rights = {action: [Role.Kind.SECRETARIAT] for action in ("view", "add", "change")}
    national = True


class ScreenViewSet(GuardedViewSet):
    """A list with screens of its own in place of Wagtail's forms.

    The model is scoped by agency: its manager has ``managed_by`` and ``visible_to``. Registrars
    act on what they manage; auditors only read. ``screens`` gives each URL name its route and
    its view.
    """

    rights: Mapping[str, Collection[Role.Kind]] = {
        "view": READER_ROLES,
        "change": [Role.Kind.REGISTRAR],
    }
    views = ("index", "index_results")
    form_fields: list[str] = []
    screens: Mapping[str, tuple[str, type]] = {}
    main_screen = "detail"  # where a row of the list leads
    add_screen: str | None = None  # where the list's button leads; without it there is none

    def writable(self, person: Person) -> QuerySet[Any]:
        return self.model._default_manager.managed_by(person)

    def readable(self, person: Person) -> QuerySet[Any]:
        return self.model._default_manager.visible_to(person)

    @property
    def linked_screen(self) -> str | None:
        return self.main_screen

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_common_view_kwargs(**kwargs),
            "add_url_name": self.add_screen and self.get_url_name(self.add_screen),
            "edit_url_name": None,
            "delete_url_name": None,
            "inspect_url_name": self.get_url_name(self.main_screen),
        }

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            *(
                path(route, self.build_view(name, view), name=name)
                for name, (route, view) in self.screens.items()
            ),
        ]
