"""Lists the pages that trainers work on: courses, programmes and question banks."""

from typing import Any

from django.forms import RadioSelect
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access.row_policy import current_person
from cms.models import BankPage, CoursePage, ProgrammePage
from cms.office.content.choose_place import ChoosePlaceView
from courses.models import Course
from people.text.collation import in_dictionary_order


class _PageListMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(CoursePage)
        return policy.user_has_any_permission(request.user, ["add", "change", "publish"])


class _DictionaryOrderMixin:
    """Sorts pages by their titles in the order of a dictionary."""

    ordering: str | None
    is_searching: bool

    def order_queryset(self, queryset: Any) -> Any:
        # A search sorts by the columns of its index only.
        if self.is_searching or self.ordering not in ("title", "-title"):
            return super().order_queryset(queryset)  # type: ignore[misc]
        order = in_dictionary_order("title")
        return queryset.order_by(order.desc() if self.ordering == "-title" else order.asc(), "pk")


class _PageIndex(_DictionaryOrderMixin, PageListingViewSet.index_view_class):
    """Lists pages of one kind."""


class _CourseIndex(_PageIndex):
    """Leads to the page on which a course is written at once."""

    def get_add_url(self) -> str | None:
        return reverse("course_new") if super().get_add_url() else None


class _BankWorkColumn(Column):
    """Leads to what is done with a bank most; the menu beside its title has fourteen entries."""

    cell_template_name = "cms/office/bank_work_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        person = current_person(parent_context["request"])
        return context | {"rights": instance.permissions_for_user(person)}


class _BankIndex(_PageIndex):
    """Leads to the questions of each bank, and to a new one that is made of a file."""

    base_columns = (*_PageIndex.base_columns, _BankWorkColumn("work", label=_("Questions")))

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = list(super().header_more_buttons)
        if self.get_add_url():
            label, url = _("Bring questions into a new bank"), reverse("bank_bring_new")
            buttons.append(Button(label, url, icon_name="upload", priority=15))
        return buttons


class _PageExplorer(_DictionaryOrderMixin, PageViewSet.index_view_class):
    """Lists the pages under a page."""


class _PageHistory(PageViewSet.history_view_class):
    """Opens for reviewers too, who publish and write nothing; it asks for the page itself next."""

    any_permission_required = ("add", "change", "delete", "publish")


class ExplorerViewSet(PageViewSet):
    """The views of pages of every kind, in the place of Wagtail's own."""

    model = Page
    index_view_class = _PageExplorer
    history_view_class = _PageHistory


class _CourseFilterSet(PageFilterSet):
    """Finds the courses whose review is near, over or begun."""

    review = ChoiceFilter(
        label=_("Review of the course"),
        choices=[("due", _("To be reviewed"))],
        empty_label=_("Any"),
        method="filter_by_review",
        widget=RadioSelect,
    )

    def filter_by_review(self, queryset: Any, name: str, value: str) -> Any:
        flagged = Course.objects.to_be_reviewed(timezone.localdate())
        return queryset.filter(translation_key__in=flagged.values("key"))

    class Meta(PageFilterSet.Meta):
        model = CoursePage


class CoursePageListing(PageListingViewSet):
    model = CoursePage
    index_view_class = _CourseIndex
    filterset_class = _CourseFilterSet
    icon = "openquote"
    menu_label = _("Courses")
    menu_order = 90
    choose_parent_view_class = ChoosePlaceView
    menu_item_class = _PageListMenuItem
    add_to_admin_menu = True


class ProgrammePageListing(PageListingViewSet):
    model = ProgrammePage
    index_view_class = _PageIndex
    icon = "list-ol"
    menu_label = _("Programmes")
    menu_order = 92
    choose_parent_view_class = ChoosePlaceView
    menu_item_class = _PageListMenuItem
    add_to_admin_menu = True


class BankPageListing(PageListingViewSet):
    model = BankPage
    index_view_class = _BankIndex
    icon = "help"
    menu_label = _("Question banks")
    menu_order = 95
    choose_parent_view_class = ChoosePlaceView
    menu_item_class = _PageListMenuItem
    add_to_admin_menu = True
