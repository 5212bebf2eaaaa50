"""What waits for a reviewer, and what became of one's own work."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.row_policy import current_person
from cms.models import PageReview
from cms.office.content.before_publishing import publish_ready_pages, tell_problems
from cms.reviews import ReviewClosed, list_reviewable, lock_waiting_review
from cms.reviews.steps import pass_on
from people.access import has_role
from people.models import Person, Role
from people.text.formatting import number
from people.web import parse_primary_key

_OWN_SHOWN = 50
_OWN_AGE = dt.timedelta(days=90)
PAGE_ROLES = (Role.Kind.REVIEWER, Role.Kind.TRAINER, Role.Kind.TRANSLATOR)


def count_reviewable(person: Person) -> int | None:
    """Return how much waits for the person; None if they review nothing."""
    return len(list_reviewable(person)) if has_role(person, Role.Kind.REVIEWER) else None


class ReviewListView(WagtailAdminTemplateMixin, TemplateView):
    """Lists what waits for the person, who publishes several at once; and their own work."""

    page_title = gettext_lazy("To review")
    header_icon = "clipboard-list"
    template_name = "cms/office/reviews/index.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_role(current_person(request), *PAGE_ROLES):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def waiting(self) -> list[PageReview]:
        return list_reviewable(current_person(self.request))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = current_person(self.request)
        recent = Q(closed_at=None) | Q(closed_at__gt=timezone.now() - _OWN_AGE)
        own = PageReview.objects.visible_to(person).filter(recent, asked_by=person)
        return super().get_context_data(
            waiting=self.waiting,
            reviews=has_role(person, Role.Kind.REVIEWER),
            own=own.select_related("page", "closed_by").order_by("-pk")[:_OWN_SHOWN],
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        ticked = {parse_primary_key(one) for one in request.POST.getlist("review")}
        self._publish([review for review in self.waiting if review.pk in ticked])
        return redirect(request.path)

    def _publish(self, reviews: list[PageReview]) -> None:
        person = current_person(self.request)
        with transaction.atomic():
            # In one order: two reviewers who tick the same never wait for each other.
            waiting = [review for review in reviews if _is_still_waiting(review)]
            passed = [review for review in waiting if _pass_on_if_asked(review, person)]
            pages = [review.page.specific for review in waiting if review not in passed]
            count, unready = publish_ready_pages(pages, person)
        for page, problems in unready:
            tell_problems(self.request, problems, about=page.draft_title)
        told = ngettext("%(count)s page is published.", "%(count)s pages are published.", count)
        if passed:
            self._tell_passed(len(passed))
        if count or not (unready or passed):
            messages.success(self.request, told % {"count": number(count)})

    def _tell_passed(self, count: int) -> None:
        told = ngettext(
            "%(count)s page goes on to the editors.",
            "%(count)s pages go on to the editors.",
            count,
        )
        messages.success(self.request, told % {"count": number(count)})


def _pass_on_if_asked(review: PageReview, person: Person) -> bool:
    """Let the editors decide where they have the last word; return whether they do."""
    if not review.page.specific_deferred.permissions_for_user(person).passes_on():
        return False
    # What was changed since is told below, as of pages that are published here.
    with suppress(ReviewClosed):
        pass_on(review, by=person)
        return True
    return False


def _is_still_waiting(review: PageReview) -> bool:
    with suppress(ReviewClosed):
        return bool(lock_waiting_review(review.pk))
    return False
