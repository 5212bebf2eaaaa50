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

from cms.access.page_scope import open_to_link
from cms.access.row_policy import at_work
from cms.models import BankPage
from cms.office.content.page_lists import BankListing, CourseListing
from cms.office.content.withdrawn_questions import QuestionsView
from cms.office.home import WaitingPanel
from cms.office.menu import CertificateGroup, PeopleGroup, PlanGroup
from cms.translation.matrix_view import TranslationViewSet, guarded_urls
from people.models import Person

HIDDEN_FROM_MENU = {"help"}
# By address: the names of some are made of their labels, in whatever language came first.
HIDDEN_REPORTS = ("/aging-pages/", "/page-types-usage/", "/localize/reports/translations/")


@hooks.register("register_admin_viewset")
def screens() -> list[ViewSet | Any]:
    return [
        CourseListing("course-pages"),
        BankListing("bank-pages"),
        TranslationViewSet(),
        PeopleGroup(),
        PlanGroup(),
        CertificateGroup(),
    ]


@hooks.register("register_admin_urls", order=-10)
def addresses_before_upstream() -> list[URLPattern]:
    return guarded_urls()


@hooks.register("register_admin_urls")
def addresses_of_banks() -> list[URLPattern]:
    view = QuestionsView.as_view()
    return [path("question-banks/<int:page_id>/questions/", view, name="bank_questions")]


@hooks.register("register_page_header_buttons")
def lead_from_bank_to_its_questions(
    page: Page, user: Person, view_name: str, next_url: str | None = None
) -> Iterable[Button]:
    if isinstance(page.specific_deferred, BankPage):
        url = reverse("bank_questions", args=[page.pk])
        label = gettext_lazy("Questions found wrong")
        yield Button(label, url, icon_name="warning", priority=40)


@hooks.register("construct_homepage_panels")
def put_what_waits_first(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WaitingPanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    """Numbers of pages, images and documents tell nobody what to do next."""
    items.clear()


@hooks.register("construct_main_menu")
def leave_out_of_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    keep(items, lambda item: item.name not in HIDDEN_FROM_MENU)


@hooks.register("construct_reports_menu")
def leave_out_of_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    keep(items, lambda item: not item.url.endswith(HIDDEN_REPORTS))


def keep(items: list[MenuItem], wanted: Any) -> None:
    items[:] = [item for item in items if wanted(item)]


@hooks.register("before_bulk_action")
def never_act_on_people_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Wagtail's own bulk actions would delete people or hand out groups past their roles."""
    if action.model is not Person:
        return None
    messages.error(request, _("People are changed one by one."))
    return redirect("wagtailusers_users:index")


@hooks.register("construct_page_chooser_queryset")
def offer_own_and_public_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Questions and drafts of another agency are neither read nor drawn from."""
    return pages.filter(pk__in=open_to_link(at_work(request)).values("pk"))


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/office.css"))
