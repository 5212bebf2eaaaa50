"""Copies a course part by part, and tells how far the copy is."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.access.row_policy import current_person
from cms.copying import CopyChoices, ask_for_copy
from cms.copying.banks import list_banks_of, list_copied_banks
from cms.copying.work import list_copied_pages
from cms.models import AgencyCatalogPage, BankPage, CourseCopy, CoursePage, LessonPage
from cms.offering import may_copy
from cms.office.content.choose_place import ChoosePlaceView, NewKeyField, PlaceForm
from cms.translation.staleness import translation_source
from people.text import clean

COPY, LINK, OMIT = "copy", "link", "omit"


class CopyCourseForm(PlaceForm):
    """Asks what becomes of each part: a lesson may also follow its original, a bank be shared."""

    key = NewKeyField()
    title = forms.CharField(label=gettext_lazy("Title of the course"), max_length=255)
    translations = forms.BooleanField(
        label=gettext_lazy("Copy translations"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, course: CoursePage, pages: list[Page], banks: list[BankPage], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        language = cast(forms.ChoiceField, self.fields["language"])
        self._pages = [page.pk for page in pages]
        # A copy is in the language of its original; others are translations of it.
        language.choices, language.widget = [(course.language, "")], forms.HiddenInput()
        for page in pages:
            self.fields[f"part-{page.pk}"] = forms.ChoiceField(
                label=_("%(kind)s: %(title)s")
                % {"kind": page.specific_class._meta.verbose_name, "title": page.draft_title},
                choices=_list_part_choices(page),
                initial=COPY,
            )
        self._banks = banks
        for bank in banks:
            self.fields[f"bank-{bank.pk}"] = forms.ChoiceField(
                label=_("Question bank: %(title)s") % {"title": bank.draft_title},
                choices=[
                    (COPY, gettext_lazy("A copy of its own")),
                    (LINK, gettext_lazy("The same bank: a change there is a change here")),
                ],
            )

    @property
    def part_fields(self) -> list[forms.BoundField]:
        return [self[f"part-{pk}"] for pk in self._pages]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [one for one in self.visible_fields() if not one.name.startswith("part-")]

    def clean_title(self) -> str:
        return clean(self.cleaned_data["title"])

    def read_choices(self) -> CopyChoices:
        told = self.cleaned_data
        return CopyChoices(
            omitted=[pk for pk in self._pages if told[f"part-{pk}"] == OMIT],
            followed=[pk for pk in self._pages if told[f"part-{pk}"] == LINK],
            linked=[one.pk for one in self._banks if told[f"bank-{one.pk}"] == LINK],
            translations=told["translations"],
        )


def _list_part_choices(page: Page) -> list[tuple[str, Any]]:
    choices = [
        (COPY, gettext_lazy("A copy of its own")),
        (OMIT, gettext_lazy("Left out, with what stands in it")),
    ]
    # What nobody published cannot be taken over.
    if isinstance(page, LessonPage) and page.live:
        choices[1:1] = [(LINK, gettext_lazy("Follows its original: updates come from there"))]
    return choices


class CopyCourseView(ChoosePlaceView):
    """Shows the parts of the course; a POST queues the copy."""

    model = CoursePage
    page_title = gettext_lazy("Copy the course")
    template_name = "cms/office/courses/copy.html"
    index_url_name = "course-pages:index"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A course of others and one that does not exist get the same answer: ids tell nothing.
        course = CoursePage.objects.filter(pk=kwargs["page_id"]).first()
        if course is None or not may_copy(course, current_person(request)):
            raise PermissionDenied
        # Of a translation its source is copied, and translations with it.
        self.course = CoursePage.objects.get(pk=translation_source(course).pk)
        return cast(HttpResponseBase, super().dispatch(request, *args, **kwargs))

    def get_page_subtitle(self) -> str:
        return str(self.course.title)

    def get_form(self) -> PlaceForm:
        pages, person = list_copied_pages(self.course, ()), current_person(self.request)
        is_author = self.course.permissions_for_user(person).can_write()
        banks = list_copied_banks(list_banks_of(pages), self.course, by=person)
        told = {"title": _("%(title)s (copy)") % {"title": self.course.draft_title}}
        return self.build_place_form(
            CopyCourseForm,
            {
                "course": self.course,
                "pages": pages[1:],
                "banks": banks if is_author else [],
            },
            **{"key": uuid.uuid4(), "language": self.course.language, **told},
        )

    def form_valid(self, form: PlaceForm) -> HttpResponse:
        told = form.cleaned_data
        shelf = AgencyCatalogPage.objects.get(
            pk=self.find_shelf(told["shelf"], self.course.locale).pk
        )
        copy = ask_for_copy(
            self.course,
            shelf,
            **{"key": told["key"], "title": told["title"]},
            choices=cast(CopyCourseForm, form).read_choices(),
            by=current_person(self.request),
        )
        return redirect("course_copying", copy.key)


class CopyProgressView(WagtailAdminTemplateMixin, TemplateView):
    """Tells who asked for a copy how far it is, and leads to it."""

    page_title = gettext_lazy("Copy of a course")
    header_icon = "copy"
    template_name = "cms/office/courses/copying.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.copy = get_object_or_404(CourseCopy, key=kwargs["key"])
        if self.copy.by_id != current_person(request).pk:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.copy.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = CoursePage.objects.filter(
            translation_key=self.copy.key, locale=self.copy.shelf.locale
        )
        return super().get_context_data(copy=self.copy, made=made.first(), **kwargs)
