"""Fits Wagtail's back office to Pyinnya: screens, menu, home, words and style."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.access.page_scope import linkable_pages
from cms.access.row_policy import current_person
from cms.models import BankPage
from cms.office.content.page_lists import BankPageListing, CoursePageListing
from cms.office.content.withdrawn_questions import WithdrawQuestionView
from cms.office.home import PendingWorkPanel
from cms.office.menu import CertificateGroup, PeopleGroup, PlanGroup
from cms.translation.matrix_view import TranslationViewSet, guarded_url_patterns
from people.models import Person

_HIDDEN_MENU_ITEMS = {"help"}
# By address: the names of some are made of their labels, in whatever language came first.
_HIDDEN_REPORTS = ("/aging-pages/", "/page-types-usage/", "/localize/reports/translations/")


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet | Any]:
    return [
        CoursePageListing("course-pages"),
        BankPageListing("bank-pages"),
        TranslationViewSet(),
        PeopleGroup(),
        PlanGroup(),
        CertificateGroup(),
    ]


# Before wagtail-localize, whose own views of these addresses ask too little.
@hooks.register("register_admin_urls", order=-10)
def register_guarded_urls() -> list[URLPattern]:
    return guarded_url_patterns()


@hooks.register("register_admin_urls")
def register_bank_urls() -> list[URLPattern]:
    view = WithdrawQuestionView.as_view()
    return [path("question-banks/<int:page_id>/questions/", view, name="bank_questions")]


@hooks.register("register_page_header_buttons")
def add_bank_questions_button(
    page: Page, user: Person, view_name: str, next_url: str | None = None
) -> Iterable[Button]:
    if isinstance(page.specific_deferred, BankPage):
        url = reverse("bank_questions", args=[page.pk])
        label = gettext_lazy("Questions found wrong")
        yield Button(label, url, icon_name="warning", priority=40)


@hooks.register("construct_homepage_panels")
def add_pending_work_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(PendingWorkPanel())


# After every app that adds a number.
@hooks.register("construct_homepage_summary_items", order=1000)
def clear_summary_items(request: HttpRequest, items: list[Any]) -> None:
    """Drop the numbers of pages, images and documents: they tell nobody what to do next."""
    items.clear()


@hooks.register("construct_main_menu")
def hide_menu_items(request: HttpRequest, items: list[MenuItem]) -> None:
    _keep_items(items, lambda item: item.name not in _HIDDEN_MENU_ITEMS)


@hooks.register("construct_reports_menu")
def hide_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    _keep_items(items, lambda item: not item.url.endswith(_HIDDEN_REPORTS))


def _keep_items(items: list[MenuItem], wanted: Any) -> None:
    items[:] = [item for item in items if wanted(item)]


@hooks.register("before_bulk_action")
def forbid_bulk_actions_on_people(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Refuse bulk actions on people."""
    # Wagtail's own would delete people, or hand out groups past their roles.
    if action.model is not Person:
        return None
    messages.error(request, _("People are changed one by one."))
    return redirect("wagtailusers_users:index")


@hooks.register("construct_page_chooser_queryset")
def limit_page_chooser(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Leave out the questions and drafts of other agencies."""
    return pages.filter(pk__in=linkable_pages(current_person(request)).values("pk"))


@hooks.register("insert_global_admin_css")
def add_office_stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/office.css"))
