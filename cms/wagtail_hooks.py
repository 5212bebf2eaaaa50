"""Fits Wagtail's back office to Pyinnya: screens, menu, home, words and style."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import AvatarSettingsPanel, NameEmailSettingsPanel
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail_localize.models import StringTranslation

from cms.access.page_permissions import (
    TreePermissionTester,
    must_wait_for_reviewer,
    must_wait_for_second_person,
)
from cms.access.page_scope import linkable_pages
from cms.access.row_policy import current_person
from cms.blocks.bare_pictures import BareFormatOperation
from cms.glossary_chooser import glossary_chooser
from cms.models import BankPage, CoursePage, LessonPage, QuizPage
from cms.office.base.typed_days import take_days_as_typed
from cms.office.content.after_publishing import (
    tell_publication,
    warn_of_stale_questions,
    warn_of_weaknesses,
)
from cms.office.content.before_publishing import refuse_unready_page, return_to_draft
from cms.office.content.bulk_actions import GUARDED_ACTIONS
from cms.office.content.outline import CourseOutlineView, find_course
from cms.office.content.page_filters import narrow_page_filters
from cms.office.content.page_lists import (
    BankPageListing,
    CoursePageListing,
    ExplorerViewSet,
    ProgrammePageListing,
)
from cms.office.content.question_files import (
    BringQuestionsView,
    QuestionFileView,
    TakeQuestionsView,
)
from cms.office.content.withdrawn_questions import WithdrawQuestionView
from cms.office.courses.addresses import course_url_patterns
from cms.office.courses.editions import offer_edition
from cms.office.following.choosing import following_url_patterns
from cms.office.home import PendingWorkPanel
from cms.office.media.pictures import PortraitForm
from cms.office.media.policies import ToldDocuments, ToldImages, register_media_policies
from cms.office.menu import CertificateGroup, PeopleGroup, PlanGroup, SessionsMenuItem
from cms.office.packages.leaving import list_course_file_urls
from cms.office.packages.viewset import PackageViewSet
from cms.office.pasting import list_paste_addresses
from cms.office.questions.addresses import list_question_buttons, question_url_patterns
from cms.office.reviews.menu import ReviewMenuItem, SubmitMenuItem, review_url_patterns
from cms.office.statistics.menu import StatisticsMenuItem, statistics_url_patterns
from cms.package_chooser import package_chooser
from cms.page_links import VisitedPageLinkHandler
from cms.publishing.files import has_missing_file
from cms.rich_text.editor import describe_phrase_languages, register_phrase_languages
from cms.translation.buttons import replace_translation_buttons
from cms.translation.guards import guarded_url_patterns
from cms.translation.matrix_view import TranslationViewSet
from cms.translation.sentences import describe_translation
from people.access import has_role
from people.models import Person, Role

# Wagtail has no setting for the form of this panel, and its own takes a picture of any size.
AvatarSettingsPanel.form_class = PortraitForm
# People have a name by language, which an office writes, and no first and last one to fill in.
NameEmailSettingsPanel.is_active = lambda panel: False

# wagtail-localize writes days in English only.
StringTranslation.get_comment = describe_translation

_HIDDEN_MENU_ITEMS = {"help"}
# By address: the names of some are made of their labels, in whatever language came first.
_HIDDEN_REPORTS = ("/aging-pages/", "/page-types-usage/", "/localize/reports/translations/")


# After Wagtail, whose operation it replaces.
@hooks.register("register_image_operations", order=10)
def register_image_operations() -> list[tuple[str, type[BareFormatOperation]]]:
    return [("format", BareFormatOperation)]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet | Any]:
    return [
        CoursePageListing("course-pages"),
        ProgrammePageListing("programme-pages"),
        BankPageListing("bank-pages"),
        TranslationViewSet(),
        PeopleGroup(),
        PlanGroup(),
        CertificateGroup(),
        PackageViewSet(),
        package_chooser,
        glossary_chooser,
    ]


# After Wagtail, whose own view set of all pages it replaces.
@hooks.register("register_admin_viewset", order=10)
def register_explorer() -> ExplorerViewSet:
    return ExplorerViewSet()


replace_translation_buttons()
narrow_page_filters()
take_days_as_typed()


# Before wagtail-localize, whose own views of these addresses ask too little.
@hooks.register("register_admin_urls", order=-10)
def register_guarded_urls() -> list[URLPattern]:
    return guarded_url_patterns()


# Not when this module is imported: Wagtail's apps put their own policies in place after that.
@hooks.register("register_admin_urls")
def put_media_policies_in_place() -> None:
    register_media_policies()


@hooks.register("register_admin_urls")
def register_bank_urls() -> list[URLPattern]:
    bank = "question-banks/<int:page_id>/"
    bring, file = BringQuestionsView.as_view(), QuestionFileView.as_view()
    return [
        path(f"{bank}questions/", WithdrawQuestionView.as_view(), name="bank_questions"),
        path(f"{bank}bring/", bring, name="bank_bring"),
        path(f"{bank}files/<int:pk>/", file, name="bank_file"),
        path(f"{bank}take/", TakeQuestionsView.as_view(), name="bank_take"),
        *question_url_patterns(),
    ]


@hooks.register("register_page_header_buttons")
def add_question_buttons(
    page: Page, user: Person, view_name: str, next_url: str | None = None
) -> Iterable[Button]:
    return list_question_buttons(page, user)


@hooks.register("register_admin_urls")
def register_outline_urls() -> list[URLPattern]:
    view = CourseOutlineView.as_view()
    return [path("courses/<int:page_id>/outline/", view, name="course_outline")]


@hooks.register("register_admin_urls")
def register_course_urls() -> list[URLPattern]:
    return [
        *course_url_patterns(),
        *following_url_patterns(),
        *list_course_file_urls(),
        *list_paste_addresses(),
    ]


@hooks.register("register_admin_urls")
def register_review_urls() -> list[URLPattern]:
    return review_url_patterns()


@hooks.register("register_admin_menu_item")
def register_review_menu_item() -> MenuItem:
    return ReviewMenuItem(
        gettext_lazy("To review"), reverse("reviews"), name="reviews", icon_name="check", order=97
    )


@hooks.register("register_admin_urls")
def register_statistics_urls() -> list[URLPattern]:
    return statistics_url_patterns()


@hooks.register("register_admin_menu_item")
def register_statistics_menu_item() -> MenuItem:
    address = reverse_lazy("statistics")
    return StatisticsMenuItem(
        gettext_lazy("Statistics"), address, name="statistics", icon_name="table", order=99
    )


@hooks.register("register_admin_menu_item")
def register_sessions_menu_item() -> MenuItem:
    address = reverse_lazy("courses:office_sessions")
    return SessionsMenuItem(
        gettext_lazy("Class sessions"), address, name="sessions", icon_name="group", order=98
    )


@hooks.register("register_page_header_buttons")
def add_sessions_button(
    page: Page, user: Person, view_name: str, next_url: str | None = None
) -> Iterable[Button]:
    """Lead from a published course to its class sessions, for whoever plans them."""
    course = page.specific_deferred
    if not isinstance(course, CoursePage) or not course.live:
        return
    if has_role(user, Role.Kind.TRAINER, Role.Kind.HR):
        url = f"{reverse('courses:office_sessions')}?course={course.translation_key}"
        yield Button(gettext_lazy("Class sessions"), url, icon_name="group", priority=45)


@hooks.register("register_page_header_buttons")
def add_review_button(
    page: Page, user: Person, view_name: str, next_url: str | None = None
) -> Iterable[Button]:
    rights = page.permissions_for_user(user)
    if isinstance(rights, TreePermissionTester) and rights.needs_reviewer():
        url = reverse("page_review", args=[page.pk])
        yield Button(gettext_lazy("Review"), url, icon_name="check", priority=35)


hooks.register("register_page_action_menu_item", SubmitMenuItem)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def lead_to_review(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Go on, with what was saved, to where it is submitted."""
    is_asked = SubmitMenuItem.name in request.POST
    return redirect("page_review", page.pk) if is_asked else None


@hooks.register("register_page_header_buttons")
def add_outline_button(
    page: Page, user: Person, view_name: str, next_url: str | None = None
) -> Iterable[Button]:
    course = find_course(page)
    if course and course.permissions_for_user(user).can_edit():
        url = reverse("course_outline", args=[course.pk])
        yield Button(gettext_lazy("Outline of the course"), url, icon_name="list-ul", priority=30)


# After those that tell something, which would not be called any more.
@hooks.register("after_publish_page", order=100)
def return_to_outline(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Go on in the outline of the course: what is to be written next stands there."""
    course = find_course(page)
    if course is None:
        return None
    tell_publication(request, page)
    offer_edition(request, page)
    return redirect("course_outline", course.pk)


@hooks.register("after_publish_page")
def tell_after_publishing(request: HttpRequest, page: Page) -> None:
    """Tell the author what the published page does not do yet."""
    specific = page.specific
    if isinstance(specific, QuizPage | LessonPage):
        warn_of_weaknesses(request, specific)
    if isinstance(specific, BankPage):
        warn_of_stale_questions(request, specific)


@hooks.register("after_publish_page")
def warn_of_missing_files(request: HttpRequest, page: Page) -> None:
    """Tell the author that the published lesson says of a file that it is not there."""
    lesson = page.specific
    if isinstance(lesson, LessonPage) and has_missing_file(lesson.body):
        messages.warning(
            request, _("A file of this lesson is missing. Choose another one and publish again.")
        )


@hooks.register("register_icons")
def add_icons(icons: list[str]) -> list[str]:
    """Add the icons that Wagtail has not."""
    return [*icons, "cms/icons/sound.svg"]


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
    # Wagtail shows it to editors of pages only; everybody in the office finds their own acts.
    if all(item.name != "site-history" for item in items):
        address = reverse("wagtailadmin_reports:site_history")
        items.append(
            MenuItem(_("Site history"), address, name="site-history", icon_name="history")
        )


def _keep_items(items: list[MenuItem], wanted: Any) -> None:
    items[:] = [item for item in items if wanted(item)]


for action in GUARDED_ACTIONS:
    # After Wagtail's own of the same names, whose place they take.
    hooks.register("register_bulk_action", action, order=10)


# After Wagtail's own of the same names.
@hooks.register("construct_admin_api", order=10)
def register_media_api(router: Any) -> None:
    router.register_endpoint("images", ToldImages)
    router.register_endpoint("documents", ToldDocuments)


# After Wagtail's own of the same name.
@hooks.register("register_rich_text_features", order=10)
def register_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(VisitedPageLinkHandler)


hooks.register("register_rich_text_features", register_phrase_languages)


@hooks.register("construct_page_action_menu")
def hide_page_actions(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer no aliases, whose words reach no reader; nor publishing where a reviewer does it."""
    page = context.get("page") or context["parent_page"]
    hidden = {"localize-convert-to-alias"}
    if must_wait_for_reviewer(current_person(request), page):
        hidden.add("action-publish")
    _keep_items(items, lambda item: item.name not in hidden)


@hooks.register("before_publish_page")
def keep_own_work_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep as a draft what its author would publish where a second trainer or a reviewer is to."""
    if must_wait_for_reviewer(current_person(request), page):
        messages.warning(request, _("Saved as a draft. Submit it: a reviewer publishes it."))
        return_to_draft(page)
        return redirect("page_review", page.pk)
    if not must_wait_for_second_person(current_person(request), page):
        return None
    messages.warning(request, _("Saved as a draft. A second trainer of the agency publishes it."))
    return return_to_draft(page)


# After the one above: both keep the draft, and whose turn it is matters first.
@hooks.register("before_publish_page", order=10)
def keep_unready_page_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep as a draft what is empty, broken or cannot be finished, and tell why."""
    return refuse_unready_page(request, page)


@hooks.register("construct_page_chooser_queryset")
def limit_page_chooser(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Leave out the questions and drafts of other agencies."""
    return pages.filter(pk__in=linkable_pages(current_person(request)).values("pk"))


@hooks.register("insert_global_admin_js")
def add_office_scripts() -> SafeString:
    languages = json_script(describe_phrase_languages(), "phrase-languages")
    return format_html(
        '{}<script src="{}"></script><script src="{}" data-address="{}"></script>',
        languages,
        static("js/office.js"),
        static("js/office-paste.js"),
        reverse("clean_paste"),
    )


@hooks.register("insert_global_admin_css")
def add_office_stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/office.css"))
