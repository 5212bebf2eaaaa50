"""Makes files of published courses for readers and other systems, and hands them out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from cms.access.row_policy import current_person
from cms.models import CoursePage
from courses.exports import (
    NothingToExport,
    ask_for_export,
    describe_losses,
    gather_contents,
)
from courses.models import Course, CourseExport, ExportFormat, Lesson, LessonVersion
from courses.web.packages.books import send_export
from people.text.formatting import lang_name

_FILES_SHOWN = 20


class CourseFileForm(forms.Form):
    format = forms.ChoiceField(
        label=gettext_lazy("Format"), choices=ExportFormat.choices, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    lesson = forms.ChoiceField(label=gettext_lazy("Lessons"), required=False)
    has_media = forms.BooleanField(
        label=gettext_lazy("With films and recordings"),
        required=False,
        help_text=gettext_lazy("Without them the file is small; transcripts are there anyway."),
    )

    def __init__(self, *args: Any, course: Course | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lessons = Lesson.objects.live().filter(module__course=course) if course else []
        self._lessons = {str(lesson.pk): lesson for lesson in lessons}
        shown: Any = self.fields
        shown["language"].choices = [
            (code, lang_name(code)) for code in (course.languages if course else ())
        ]
        names = [(key, lesson.title) for key, lesson in self._lessons.items()]
        shown["lesson"].choices = [("", _("The whole course")), *names]
        self.initial.setdefault("format", ExportFormat.EPUB)

    @property
    def chosen_lesson(self) -> Lesson | None:
        return self._lessons.get(self.cleaned_data["lesson"])


class _CourseFilesMixin:
    """Finds the course for those who may see its outline."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A course of others and one that does not exist get the same answer: ids tell nothing.
        page = CoursePage.objects.filter(pk=kwargs["page_id"]).first()
        if page is None or not page.permissions_for_user(current_person(request)).can_edit():
            raise PermissionDenied
        self.page = page
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    @cached_property
    def course(self) -> Course | None:
        """Return the course as it is published, if it is."""
        rows = Course.objects.live().select_related("agency")
        return rows.filter(key=self.page.translation_key).first()

    def read_files(self) -> dict[str, Any]:
        rows = CourseExport.objects.filter(course__key=self.page.translation_key)
        rows = rows.select_related("course", "lesson").order_by("-used_at", "-pk")
        files = [(one, describe_losses(one.losses)) for one in rows[:_FILES_SHOWN]]
        versions = LessonVersion.objects.filter(
            lesson__module__course__key=self.page.translation_key
        )
        return {
            "page": self.page,
            "files": files,
            "is_live": any(one.is_waiting for one, _losses in files),
            "changed_at": versions.aggregate(last=Max("published_at"))["last"],
        }


class CourseFilesView(_CourseFilesMixin, WagtailAdminTemplateMixin, FormView):
    """Takes what is wanted, and lists the files that there are."""

    page_title = gettext_lazy("Take the course along")
    header_icon = "download"
    template_name: Any = "cms/office/course_files.html"
    form_class = CourseFileForm

    def get_page_subtitle(self) -> str:
        return str(self.page.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        outline = {"url": reverse("course_outline", args=[self.page.pk]), "label": _("Outline")}
        here = {"url": "", "label": self.page_title, "sublabel": self.page.title}
        return [*self.breadcrumbs_items, outline, here]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "course": self.course}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_there = self.course is not None
        return super().get_context_data(**self.read_files(), is_there=is_there, **kwargs)

    def form_valid(self, form: CourseFileForm) -> HttpResponse:
        chosen = form.cleaned_data
        if self.course is None:
            raise Http404
        try:
            contents = gather_contents(self.course, chosen["language"], lesson=form.chosen_lesson)
        except NothingToExport:
            form.add_error(None, _("No lesson of it is published. Publish one first."))
            return self.form_invalid(form)
        file = ask_for_export(
            contents, ExportFormat(chosen["format"]), has_media=chosen["has_media"]
        )
        told = _("The file is here: nothing has changed since it was made.")
        messages.success(self.request, told if file.is_ready else _("The file is made now."))
        return redirect("course_files", self.page.pk)


class CourseFilesProgressView(_CourseFilesMixin, View):
    """Answers with the list of files, while one of them is made."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = render(request, "cms/office/course_files_list.html", self.read_files())
        answer["Cache-Control"] = "no-store"
        return answer


class CourseFileView(_CourseFilesMixin, View):
    """Hands out a file and records who took it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = CourseExport.objects.filter(course__key=self.page.translation_key)
        file = get_object_or_404(rows.select_related("course", "lesson"), pk=kwargs["pk"])
        answer = send_export(request, file)
        if answer is None:
            messages.warning(request, _("The file is not there yet. Wait a moment."))
            return redirect("course_files", self.page.pk)
        data = {"format": file.format, "language": file.language, "file": file.file_name}
        log(self.page, "course.take", user=request.user, data=data)
        return answer


def list_course_file_urls() -> list[URLPattern]:
    """Return the addresses of the files of a course, for the office."""
    base = "courses/<int:page_id>/files/"
    return [
        path(base, CourseFilesView.as_view(), name="course_files"),
        path(f"{base}progress/", CourseFilesProgressView.as_view(), name="course_files_progress"),
        path(f"{base}<int:pk>/", CourseFileView.as_view(), name="course_file"),
    ]
