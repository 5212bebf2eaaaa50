"""Lists the pages that trainers work on: courses and question banks."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permissions import policy_registry

from cms.models import BankPage, CoursePage
from cms.office.content.choose_place import ChoosePlaceView
from people.text.collation import in_dictionary_order


class _PageListMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(CoursePage)
        return policy.user_has_any_permission(request.user, ["add", "change", "publish"])


class _PageIndex(PageListingViewSet.index_view_class):
    """Lists pages; by their titles in the order of a dictionary."""

    def order_queryset(self, queryset: Any) -> Any:
        if self.ordering not in ("title", "-title"):
            return super().order_queryset(queryset)
        order = in_dictionary_order("title")
        return queryset.order_by(order.desc() if self.ordering == "-title" else order.asc(), "pk")


class CoursePageListing(PageListingViewSet):
    model = CoursePage
    index_view_class = _PageIndex
    icon = "openquote"
    menu_label = _("Courses")
    menu_order = 90
    choose_parent_view_class = ChoosePlaceView
    menu_item_class = _PageListMenuItem
    add_to_admin_menu = True


class BankPageListing(PageListingViewSet):
    model = BankPage
    index_view_class = _PageIndex
    icon = "help"
    menu_label = _("Question banks")
    menu_order = 95
    choose_parent_view_class = ChoosePlaceView
    menu_item_class = _PageListMenuItem
    add_to_admin_menu = True
