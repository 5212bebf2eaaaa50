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
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.models import BankPage
from cms.own_pages import open_to_link
from cms.panels import WaitingPanel
from cms.policies import at_work
from cms.viewsets import CertificateGroup, PeopleGroup, PlanGroup
from cms.viewsets.pages import BankListing, CourseListing
from cms.viewsets.questions import QuestionsView
from cms.viewsets.translations import TranslationViewSet, guarded_urls
from people.models import Person

DESIGN_ACTS = (
    ("design.write", gettext_lazy("Write"), gettext_lazy("Draft of the design written")),
    ("design.publish", gettext_lazy("Publish"), gettext_lazy("Design published")),
    ("design.discard", gettext_lazy("Discard"), gettext_lazy("Draft of the design discarded")),
    ("design.retire", gettext_lazy("Retire"), gettext_lazy("Design retired")),
    ("design.bring_back", gettext_lazy("Bring back"), gettext_lazy("Design brought back")),
)
HIDDEN_FROM_MENU = {"help"}
ACTS = (
    ("revoke", gettext_lazy("Revoke"), gettext_lazy("Certificate revoked")),
    ("restore", gettext_lazy("Restore"), gettext_lazy("Certificate restored")),
    ("replace", gettext_lazy("Replace"), gettext_lazy("Certificate replaced")),
    ("correct", gettext_lazy("Correct"), gettext_lazy("Certificate corrected")),
    ("reissue", gettext_lazy("Reissue"), gettext_lazy("Certificate replaced")),
)
BATCH_ACTS = {
    "prepare": gettext_lazy("Batch prepared"),
    "start": gettext_lazy("Batch started"),
    "stop": gettext_lazy("Batch stopped"),
    "resume": gettext_lazy("Batch resumed"),
    "retry": gettext_lazy("Failed people of a batch tried again"),
    "files": gettext_lazy("Files of a batch written anew"),
    "discard": gettext_lazy("Batch thrown away"),
    "download": gettext_lazy("File of a batch downloaded"),
}
HIDDEN_REPORTS = {"aging-pages", "page-types-usage", "translations"}


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
    keep(items, lambda item: item.name not in HIDDEN_REPORTS)


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


@hooks.register("register_log_actions")
def words_for_the_log(actions: LogActionRegistry) -> None:
    for name, label, message in ACTS:
        actions.register_action(f"certificate.{name}", label, message)
    for name, message in BATCH_ACTS.items():
        actions.register_action(f"batch.{name}", message, message)
    actions.register_action(
        "record.withdraw", gettext_lazy("Withdraw"), gettext_lazy("Record withdrawn")
    )
    actions.register_action(
        "question.withdraw",
        gettext_lazy("Withdraw a question"),
        gettext_lazy("Question withdrawn"),
    )
    actions.register_action("office.import", gettext_lazy("Import"), gettext_lazy("File imported"))
    for action, label, told in DESIGN_ACTS:
        actions.register_action(action, label, told)
