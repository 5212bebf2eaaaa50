"""Writes a course on one page: where it stands, its first lesson and the questions of its test."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Locale

from cms.access.row_policy import current_person
from cms.authoring import COURSE_PLANS, CourseSketch, QuickQuestion, find_plan, write_course
from cms.models import CoursePage
from cms.models.skills import LevelSelect, SkillSelect
from cms.offering import find_templates
from cms.office.content.choose_place import ChoosePlaceView, NewKeyField, PlaceForm
from cms.office.courses.bringing_out import bring_out_drafts
from cms.office.courses.question_rows import build_rows, read_rows
from courses.web.hours.forms import build_number_field
from people.text import clean
from plan.levels import HIGHEST_LEVEL
from plan.models import Skill

_ROWS_SHOWN = 5
_MOST_MONTHS = 600


class NewCourseForm(PlaceForm):
    """Asks for what a course cannot do without; the rest has a sensible beginning."""

    key = NewKeyField()
    plan = forms.ChoiceField(
        label=gettext_lazy("Start from"),
        choices=[(plan.name, plan.title) for plan in COURSE_PLANS],
        widget=forms.RadioSelect,
        initial=COURSE_PLANS[0].name,
    )
    title = forms.CharField(label=gettext_lazy("Title of the course"), max_length=255)
    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What one can do after the course, in two sentences."),
    )
    skill = forms.ModelChoiceField(
        Skill.objects.none(),
        label=gettext_lazy("Skill that it teaches"),
        required=False,
        widget=SkillSelect,
        help_text=gettext_lazy("With one, whoever completes the course counts for the plan."),
    )
    level = forms.IntegerField(
        label=gettext_lazy("Up to which level"),
        required=False,
        min_value=1,
        max_value=HIGHEST_LEVEL,
        widget=LevelSelect,
    )
    validity_months = build_number_field(
        gettext_lazy("Months its certificate is valid"),
        least=1,
        most=_MOST_MONTHS,
        required=False,
        help_text=gettext_lazy("Empty: for good."),
    )
    lesson_title = forms.CharField(
        label=gettext_lazy("Title of the first lesson"), max_length=255, required=False
    )
    lesson_text = forms.CharField(
        label=gettext_lazy("Text of the lesson"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "An empty line begins a new paragraph. Pictures, headings and recordings are added in"
            " the editor. How long it is read is reckoned from its length."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["skill"]).queryset = Skill.objects.offered()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("skill") and not told.get("level") and "level" not in self.errors:
            self.add_error("level", _("Choose the level that the course leads to."))
        return told

    def clean_title(self) -> str:
        return clean(self.cleaned_data["title"])

    def clean_summary(self) -> str:
        return clean(self.cleaned_data["summary"])

    def clean_lesson_title(self) -> str:
        return clean(self.cleaned_data["lesson_title"])

    def build_sketch(self, questions: list[QuickQuestion]) -> CourseSketch:
        told = self.cleaned_data
        names = (
            *("key", "title", "summary", "lesson_title", "lesson_text"),
            *("skill", "level", "validity_months"),
        )
        words = {name: told[name] for name in names}
        return CourseSketch(plan=find_plan(told["plan"]), questions=questions, **words)


class NewCourseView(ChoosePlaceView):
    """Shows the page; a POST writes the course, and brings it out where that was asked for."""

    model = CoursePage
    page_title = gettext_lazy("New course")
    template_name = "cms/office/courses/new_course.html"
    index_url_name = "course-pages:index"

    def get_form(self) -> NewCourseForm:
        return cast(NewCourseForm, self.build_place_form(NewCourseForm, key=uuid.uuid4()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plans = [(plan.name, plan.title, plan.about) for plan in COURSE_PLANS]
        templates = find_templates(current_person(self.request))
        context = {"rows": build_rows(_ROWS_SHOWN), "plans": plans, "templates": templates}
        return super().get_context_data(**context | kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        form, rows = self.get_form(), build_rows(_ROWS_SHOWN, self.request.POST)
        questions, is_valid = read_rows(rows), form.is_valid()
        if questions is None or not is_valid:
            return self.render_to_response(self.get_context_data(form=form, rows=rows), status=422)
        return self._write(form, questions)

    def _write(self, form: NewCourseForm, questions: list[QuickQuestion]) -> HttpResponse:
        person = current_person(self.request)
        locale = Locale.objects.get(language_code=form.cleaned_data["language"])
        shelf = self.find_shelf(form.cleaned_data["shelf"], locale)
        course = write_course(shelf, form.build_sketch(questions), by=person)
        # A course of others may have the key that somebody made up: the outline asks for rights.
        may_write = course.permissions_for_user(person).can_write()
        if may_write and self.request.POST.get("act") == "publish":
            bring_out_drafts(self.request, course)
        elif may_write:
            told = _("“%(title)s” is written as drafts. Nobody but authors sees it yet.")
            messages.success(self.request, told % {"title": course.title})
        return redirect(reverse("course_outline", args=[course.pk]))
