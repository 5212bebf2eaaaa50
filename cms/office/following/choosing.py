"""Finds a lesson of another course by words, and adds it to a module: followed, or as a copy."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.access.row_policy import current_person
from cms.following import FollowRefused, add_lesson, find_lessons
from cms.models import LessonPage, ModulePage
from cms.office.content.choose_place import NewKeyField
from cms.office.following.acts import keep_addition
from cms.office.following.followed import FollowedLessonView, WithinOutlineMixin
from cms.translation.staleness import translation_source
from people.text import clean

_SHOWN = 20
_COPY, _LINK = "copy", "link"


class AddLessonForm(forms.Form):
    """Asks which lesson, and whether it is followed or copied."""

    key = NewKeyField()
    lesson = forms.ModelChoiceField(queryset=LessonPage.objects.none())
    how = forms.ChoiceField(
        choices=[
            (_LINK, gettext_lazy("Follow it: its text is written there, and updates come here")),
            (_COPY, gettext_lazy("A copy: yours to change, and no update comes")),
        ],
        initial=_LINK,
        widget=forms.RadioSelect,
    )


class AddLessonView(WithinOutlineMixin, TemplateView):
    """Lists lessons that the person may use again; a POST adds one of them as a draft."""

    page_title = gettext_lazy("Add a lesson of another course")
    header_icon = "link"
    template_name = "cms/office/following/choose.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A module of others and one that does not exist get the same answer: ids tell nothing.
        module = ModulePage.objects.filter(pk=kwargs["page_id"]).first()
        person = current_person(request)
        if module is None or not module.permissions_for_user(person).can_add_subpage():
            raise PermissionDenied
        # Of a translation the source is written, and translations follow.
        self.module = ModulePage.objects.get(pk=translation_source(module).pk)
        self.show_below_outline(self.module)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def words(self) -> str:
        return clean(self.request.GET.get("q", "").replace("\0", ""))[:100]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = find_lessons(current_person(self.request), self.course, self.words)
        pages = Paginator(found.defer("body"), _SHOWN)
        told = {
            "form": AddLessonForm(initial={"key": uuid.uuid4()}),
            "page": pages.get_page(self.request.GET.get("page")),
            "q": self.words,
            "outline": self.outline,
        }
        return super().get_context_data(**told | kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = AddLessonForm(request.POST)
        field: Any = form.fields["lesson"]
        # What was found when the list was drawn may be unpublished by now.
        field.queryset = find_lessons(current_person(request), self.course)
        if not form.is_valid():
            messages.error(request, _("Choose a lesson of the list, and how it is added."))
            return self.render_to_response(self.get_context_data(), status=422)
        return self._add(form.cleaned_data)

    def _add(self, told: dict[str, Any]) -> HttpResponse:
        person, follows = current_person(self.request), told["how"] == _LINK
        try:
            page = add_lesson(
                told["lesson"], self.module, follows=follows, by=person, key=told["key"]
            )
        except FollowRefused as refusal:
            messages.error(self.request, str(refusal))
            return self.render_to_response(self.get_context_data(), status=422)
        keep_addition(self.request, self.course, page)
        return redirect(self.outline)


def following_url_patterns() -> list[URLPattern]:
    add, followed = AddLessonView.as_view(), FollowedLessonView.as_view()
    return [
        path("courses/modules/<int:page_id>/lessons/", add, name="add_lesson"),
        path("courses/lessons/<int:page_id>/source/", followed, name="followed_lesson"),
    ]
