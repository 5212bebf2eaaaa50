"""One page before its reviewer: what changed, how it looks, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.access.page_permissions import TreePermissionTester
from cms.access.row_policy import current_person
from cms.models import PageReview
from cms.models.base import PublishedPage
from cms.office.content.before_publishing import (
    list_publishing_problems,
    publish_ready_pages,
    tell_problems,
)
from cms.office.courses.editions import offer_edition
from cms.office.reviews.comparing import list_changes, list_sentences
from cms.office.reviews.forms import CommentForm, SendBackForm, SubmitForm
from cms.reviews import (
    ReviewClosed,
    has_waiting_changes,
    is_as_submitted,
    lock_waiting_review,
    read_version,
    send_back,
    submit_for_review,
    withdraw_review,
)
from cms.reviews.steps import find_due_day, pass_on
from cms.reviews.talking import add_comment
from cms.translation.publication import find_translation
from people.web import parse_primary_key

_ROUNDS_SHOWN = 20


class _ReviewedPageMixin:
    """Finds the page of the address for those who work on it or review it."""

    page: Page
    rights: TreePermissionTester

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = Page.objects.filter(pk=kwargs["page_id"], depth__gt=1).specific().first()
        rights = found and found.permissions_for_user(current_person(request))
        # A page of others and one that does not exist get the same answer: ids tell nothing.
        if not (found and isinstance(rights, TreePermissionTester) and _may_look(rights)):
            raise PermissionDenied
        self.page, self.rights = found, rights
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def _may_look(rights: TreePermissionTester) -> bool:
    return rights.can_edit() or rights.is_reviewer()


def _list_advice(page: Page) -> list[str]:
    """Return what is weak in the page as it would be published."""
    version = read_version(page)
    return version.list_weaknesses() if isinstance(version, PublishedPage) else []


class PreviewReviewedPage(_ReviewedPageMixin, View):
    """Shows the page as it would be published."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        version = read_version(self.page)
        if not version.preview_modes:
            raise PermissionDenied
        answer: HttpResponse = version.make_preview_request(request, version.default_preview_mode)
        return answer


class PageReviewView(_ReviewedPageMixin, WagtailAdminTemplateMixin, TemplateView):
    """Shows what waits on a page: its authors hand it in, a reviewer decides."""

    page_title = gettext_lazy("Review")
    header_icon = "clipboard-list"
    template_name = "cms/office/reviews/page.html"

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        reviews = {"url": reverse("reviews"), "label": _("To review")}
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, reviews, here]

    @cached_property
    def review(self) -> PageReview | None:
        """What waits on the page."""
        rounds = PageReview.objects.waiting().filter(page=self.page.pk)
        return rounds.select_related("asked_by", "passed_by").first()

    @cached_property
    def translation(self) -> Translation | None:
        return find_translation(self.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rounds = PageReview.objects.visible_to(current_person(self.request)).filter(page=self.page)
        due = {"due_on": find_due_day(self.page)}
        forms = {"submit_form": SubmitForm(initial=due), "send_back_form": SendBackForm()}
        forms["comment_form"] = CommentForm()
        return super().get_context_data(
            page=self.page,
            review=self.review,
            is_changed=bool(self.review and not is_as_submitted(self.review)),
            may_decide=self.rights.can_review(),
            passes_on=self.rights.passes_on(),
            said=self.review.comments.select_related("by") if self.review else [],
            may_edit=self.rights.can_edit(),
            may_submit=self.rights.can_submit() and has_waiting_changes(self.page),
            is_reviewer=self.rights.is_reviewer(),
            needs_reviewer=self.rights.needs_reviewer(),
            has_reviewers=self.rights.has_reviewers(),
            problems=list_publishing_problems(self.page),
            advice=_list_advice(self.page),
            changes=[] if self.translation else list_changes(self.page, self.request),
            sentences=list_sentences(self.page, self.translation) if self.translation else [],
            rounds=rounds.select_related("asked_by", "closed_by", "passed_by")
            .prefetch_related("comments__by")
            .order_by("-pk")[:_ROUNDS_SHOWN],
            **(forms | kwargs),
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        acts = {
            "submit": self._submit,
            "withdraw": self._withdraw,
            "comment": self._comment,
            "pass_on": self._pass_on,
            "publish": self._publish,
            "send_back": self._send_back,
        }
        act = acts.get(request.POST.get("act", ""))
        try:
            answer = act() if act else None
        except ReviewClosed:
            told = _("Somebody decided on it, took it back or submitted it anew. Look again.")
            messages.warning(request, told)
            answer = None
        return answer or redirect(request.path)

    def _named_review(self) -> PageReview:
        """Return the review that the form names: another one may wait by now."""
        key = parse_primary_key(self.request.POST.get("review", ""))
        named = PageReview.objects.filter(page=self.page, pk=key).first() if key else None
        if named is None:
            raise ReviewClosed
        return named

    def _submit(self) -> HttpResponse | None:
        form = SubmitForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(submit_form=form))
        submit_for_review(self.page, by=current_person(self.request), **form.cleaned_data)
        messages.success(self.request, _("Submitted. You are told what the reviewer decides."))
        return None

    def _withdraw(self) -> None:
        withdraw_review(self._named_review(), by=current_person(self.request))
        messages.success(self.request, _("Taken back. Submit it again when it is ready."))

    def _comment(self) -> HttpResponse | None:
        form = CommentForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(comment_form=form))
        words = form.cleaned_data["words"]
        add_comment(self._named_review(), words, by=current_person(self.request))
        messages.success(self.request, _("Said. The others who take part are told."))
        return None

    def _pass_on(self) -> HttpResponse:
        pass_on(self._named_review(), by=current_person(self.request))
        messages.success(self.request, _("Passed on. The editors have the last word."))
        return redirect("reviews")

    def _send_back(self) -> HttpResponse | None:
        form = SendBackForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(send_back_form=form))
        reason, person = form.cleaned_data["reason"], current_person(self.request)
        send_back(self._named_review(), by=person, reason=reason)
        messages.success(self.request, _("Sent back. Whoever submitted it is told why."))
        return redirect("reviews")

    def _publish(self) -> HttpResponse | None:
        person = current_person(self.request)
        with transaction.atomic():
            lock_waiting_review(self._named_review().pk)
            if not self.rights.can_review():
                raise PermissionDenied
            count, unready = publish_ready_pages([self.page], person)
        for _page, problems in unready:
            tell_problems(self.request, problems)
        if not count:
            return None
        told = _("“%(title)s” is published, or is at its hour. Its author is told.")
        messages.success(self.request, told % {"title": self.page.draft_title})
        offer_edition(self.request, Page.objects.get(pk=self.page.pk))
        return redirect("reviews")
