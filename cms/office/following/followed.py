"""Shows which lesson another one follows, and what has changed in it since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, Revision

from cms.access.row_policy import current_person
from cms.following import FollowRefused, end_link, resume_link
from cms.models import CoursePage, LessonLink, LessonPage
from cms.offering import may_copy
from cms.office.following.acts import take_updates
from cms.office.following.lines import read_followed_source
from cms.office.reviews.comparing import compare_versions
from people.models import Agency

_WORDS = ("title", "body")


@dataclass(frozen=True)
class _LanguageChange:
    """What a lesson would say otherwise in one language; nothing of one that is not there yet."""

    language: str
    is_new: bool
    changes: list[Any]


class WithinOutlineMixin(WagtailAdminTemplateMixin):
    """Stands below the outline of the course in which a module or lesson is."""

    course: CoursePage
    part: Page

    def show_below_outline(self, part: Page) -> None:
        self.part, self.course = part, CoursePage.objects.ancestor_of(part).get()

    @property
    def outline(self) -> str:
        return reverse("course_outline", args=[self.course.pk])

    def get_page_subtitle(self) -> str:
        return str(self.part.draft_title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        course = {"url": self.outline, "label": self.course.title}
        here = {"url": "", "label": self.page_title, "sublabel": self.part.draft_title}
        return [*self.breadcrumbs_items, course, here]


class FollowedLessonView(WithinOutlineMixin, TemplateView):
    """Tells where the words of a lesson come from; a POST takes them over, or ends the link."""

    page_title = gettext_lazy("Lesson that it follows")
    header_icon = "link"
    template_name = "cms/office/following/lesson.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A lesson of others and one that does not exist get the same answer: ids tell nothing.
        page = LessonPage.objects.filter(pk=kwargs["page_id"]).first()
        if page is None or not page.permissions_for_user(current_person(request)).can_edit():
            raise PermissionDenied
        link = LessonLink.objects.filter(page__translation_key=page.translation_key).first()
        if link is None:
            raise Http404
        self.followed = read_followed_source(link)
        self.page = self.followed.link.page
        self.show_below_outline(self.page)
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_write(self) -> bool:
        return bool(self.page.permissions_for_user(current_person(self.request)).can_write())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        followed, may_resume = self.followed, self._may_resume()
        # Of a source that is out of reach nobody here reads what it says today; and of one that
        # is followed no more, only who could follow it.
        is_shown = not followed.is_out_of_reach and may_resume
        source = followed.link.source if is_shown else None
        agency = Agency.objects.filter(pk=followed.link.agency_id).first()
        return super().get_context_data(
            page=self.page,
            followed=followed,
            source=source,
            source_address=source.get_url(self.request) if source else "",
            published=source.live_revision if source else None,
            agency=agency,
            changed=list(self._list_changed()) if source else [],
            may_write=self.may_write,
            may_resume=may_resume,
            outline=self.outline,
            **kwargs,
        )

    def _may_resume(self) -> bool:
        """Return whether a link that was ended could be made today; one that holds is made."""
        link = self.followed.link
        if not link.ended_at or link.source is None:
            return True
        origin = CoursePage.objects.ancestor_of(link.source).get()
        return may_copy(origin, current_person(self.request))

    def _list_changed(self) -> Iterator[_LanguageChange]:
        link = self.followed.link
        # After the link was ended the lesson may say anything: all of it is compared.
        codes = link.offered if link.ended_at else link.list_waiting(self.followed.languages)
        pages = {one.language: one for one in self.page.get_translations(inclusive=True)}
        versions = Revision.objects.in_bulk(link.offered.values())
        for code in codes:
            version, page = versions.get(link.offered[code]), pages.get(code)
            changes: list[Any] = []
            if version and page:
                before, after = page.get_latest_revision_as_object(), version.as_object()
                changes = compare_versions(page, before, after, self.request, _WORDS)
            if changes or not page or not link.ended_at:
                yield _LanguageChange(code, page is None, changes)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.may_write:
            raise PermissionDenied
        act = request.POST.get("act")
        if act == "take_over":
            take_updates(request, self.course, [self.followed.link])
            return redirect(self.outline)
        if act == "end":
            self._end()
        elif act == "resume":
            self._resume()
        return redirect(request.path)

    def _end(self) -> None:
        end_link(self.page, by=current_person(self.request))
        told = _("“%(title)s” is your own now: write it in the editor.")
        messages.success(self.request, told % {"title": self.page.draft_title})

    def _resume(self) -> None:
        try:
            resume_link(self.page, by=current_person(self.request))
        except FollowRefused as refusal:
            messages.error(self.request, str(refusal))
            return
        told = _("It follows “%(title)s” again.")
        messages.success(self.request, told % {"title": self.followed.title})


# Before the editor of translations, which would offer to write what is written elsewhere.
@hooks.register("before_edit_page", order=-2)
def lead_to_source(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead from the translation of a lesson that follows another one to what it follows."""
    if page.specific_class is not LessonPage or request.POST.get("action") == "publish":
        return None
    links = LessonLink.objects.active().filter(page__translation_key=page.translation_key)
    is_translation = links.exclude(page=page.pk).exists()
    return redirect("followed_lesson", page.pk) if is_translation else None
