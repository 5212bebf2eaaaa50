"""Lists and edits people, in place of Wagtail's own screens of users."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.access.row_policy import current_person
from cms.office.base.columns import YesColumn
from cms.office.base.views import RecordingCreateView, ScopedEditView, ScopedIndexView
from cms.office.base.viewsets import GuardedViewSet
from cms.office.people.person_form import PersonForm
from people.directory import match_people
from people.history import record_looks
from people.models import Person, Role


class _PersonIndex(ScopedIndexView):
    def _get_title_column(
        self, field_name: str, column_class: type = TitleColumn, **kwargs: Any
    ) -> Any:
        column = super()._get_title_column(field_name, column_class, **kwargs)
        # Wagtail sorts by a column of the table; the name is one of two, as the reader sees it.
        column.label, column.sort_key = _("Name"), "name"
        return column

    def order_queryset(self, queryset: QuerySet[Person]) -> QuerySet[Person]:
        if self.ordering not in ("name", "-name"):
            return super().order_queryset(queryset)
        order = Person.name_order()
        # By pk too: two of one name must not change places between pages.
        return queryset.order_by(order.desc() if self.ordering == "-name" else order.asc(), "pk")

    def search_queryset(self, queryset: QuerySet[Person]) -> QuerySet[Person]:
        if not self.is_searching:
            return queryset
        asked = self.search_query.strip()
        exact = Q(username__iexact=asked) | Q(email__iexact=asked)
        return queryset.filter(exact | match_people(asked))


class _PersonCreateView(RecordingCreateView):
    template_name = "cms/office/person.html"


class _PersonEditView(ScopedEditView):
    template_name = "cms/office/person.html"

    def save_instance(self) -> Person:
        person = super().save_instance()
        # A new password ends all sessions of a person, also the one in which it was set.
        if person.pk == self.request.user.pk and self.form.cleaned_data["password"]:
            update_session_auth_hash(self.request, person)
        return person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record_looks(current_person(self.request), [self.object.pk])
        postings = self.object.postings.select_related("agency").order_by("-valid_from")
        return super().get_context_data(postings=postings, **kwargs)


class PersonViewSet(GuardedViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    menu_hook = "register_people_menu_item"
    menu_order = 0
    # Secretariats read; with nobody named, only superusers add and change.
    rights = {"view": [Role.Kind.SECRETARIAT], "add": [], "change": []}
    index_view_class = _PersonIndex
    add_view_class = _PersonCreateView
    edit_view_class = _PersonEditView
    form_base = PersonForm
    form_fields = PersonForm.FIELDS
    default_ordering = "name"
    search_fields = ["username"]
    list_display = [
        "get_full_name",
        Column("username", label=_("Sign-in name"), sort_key="username"),
        Column("staff_number", label=_("Staff number"), sort_key="staff_number"),
        Column("get_audience_display", label=_("Official or citizen")),
        YesColumn("is_active", label=_("Active")),
    ]
    list_filter = ["audience", "is_active"]

    def writable(self, person: Person) -> QuerySet[Person]:
        return Person.objects.visible_to(person)
