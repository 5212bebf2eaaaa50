"""Ways to reviews: in the menu, in the editor, and their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem

from cms.access.page_permissions import must_wait_for_reviewer
from cms.access.row_policy import current_person
from cms.office.reviews.page_review import PageReviewView, PreviewReviewedPage
from cms.office.reviews.rules import ReviewRulesView
from cms.office.reviews.waiting_list import PAGE_ROLES, ReviewListView
from people.access import has_role


def review_url_patterns() -> list[URLPattern]:
    """Return the addresses of what waits and of each page's review."""
    page, look = PageReviewView.as_view(), PreviewReviewedPage.as_view()
    return [
        path("reviews/", ReviewListView.as_view(), name="reviews"),
        path("reviews/rules/", ReviewRulesView.as_view(), name="review_rules"),
        path("reviews/<int:page_id>/", page, name="page_review"),
        path("reviews/<int:page_id>/preview/", look, name="page_review_preview"),
    ]


class ReviewMenuItem(MenuItem):
    """Leads to what waits, for whoever reviews or submits."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(current_person(request), *PAGE_ROLES)


class SubmitMenuItem(ActionMenuItem):
    """Saves the page and leads to where it is submitted, where a reviewer publishes."""

    name = "action-review"
    label = _("Submit for review")
    icon_name = "check"
    order = 10

    def is_shown(self, context: Mapping[str, Any]) -> bool:
        page = context.get("page") or context["parent_page"]
        asks = must_wait_for_reviewer(current_person(context["request"]), page)
        return asks and super().is_shown(context)
