"""Asks whether what was published matters to those who learn, and opens an edition if it does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.access.page_permissions import TreePermissionTester
from cms.access.row_policy import current_person
from cms.course_terms.page import LEAST_DAYS, MOST_DAYS
from cms.models import CoursePage, LessonPage, QuizPage
from cms.translation.publication import find_translation
from courses.editions import EditionChange, EditionInUse, EditionReach, count_reach, open_edition
from courses.models import Course
from courses.web.hours.forms import build_number_field
from people.models import Person
from people.text import clean
from people.text.formatting import number


class EditionForm(forms.Form):
    """What changed and why, what learners are told, and within how many days they renew."""

    follows = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label=gettext_lazy("What was changed and why"), max_length=300)
    note_my = forms.CharField(
        label=gettext_lazy("Note to learners, in Burmese"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note_en = forms.CharField(
        label=gettext_lazy("Note to learners, in English"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    renewal_days = build_number_field(
        gettext_lazy("Days within which the course is renewed"),
        least=LEAST_DAYS,
        most=MOST_DAYS,
        required=False,
        help_text=gettext_lazy(
            "Whoever completed it before hears by letter and takes it again by then; their"
            " certificate stays. Empty: nobody has to."
        ),
    )

    def clean_why(self) -> str:
        return clean(self.cleaned_data["why"])

    def build_change(self) -> EditionChange:
        told = self.cleaned_data
        notes = {"my": clean(told["note_my"]), "en": clean(told["note_en"])}
        return EditionChange(told["why"], notes, told["renewal_days"], told["follows"])


class EditionChoiceForm(EditionForm):
    """The same beside a button that publishes: an edition only where it is ticked."""

    is_material = forms.BooleanField(
        label=gettext_lazy("This change matters to who has completed or begun the course"),
        required=False,
        help_text=gettext_lazy("Leave it empty for corrections and better words."),
    )
    field_order = ("is_material",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = False

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        said = any(told.get(name) for name in ("why", "note_my", "note_en", "renewal_days"))
        if told.get("is_material") and not told.get("why"):
            words = _("Say what was changed and why, or untick that it matters.")
            self.add_error("why", words)
        elif said and not told.get("is_material"):
            words = _(
                "Tick that the change matters, or empty the fields below: else nobody hears."
            )
            self.add_error("is_material", words)
        return told


def find_editable_course(page: Page | None, person: Person) -> Course | None:
    """Return the published course of the page if the person says whether changes of it matter."""
    rights = page.permissions_for_user(person) if page else None
    if page is None or not isinstance(rights, TreePermissionTester):
        return None
    if not rights.can_open_edition():
        return None
    return Course.objects.live().filter(key=page.translation_key).first()


def offer_edition(request: HttpRequest, page: Page) -> None:
    """Ask, once a part of a course in use is published, whether that matters to its learners."""
    specific = page.specific
    if not isinstance(specific, LessonPage | QuizPage) or not specific.live:
        return
    # A translation says what its source says.
    if specific.approved_schedule or find_translation(page):
        return
    course_page = CoursePage.objects.ancestor_of(page).first()
    course = find_editable_course(course_page, current_person(request))
    if course_page is None or course is None:
        return
    if reach := count_reach(course):
        address = reverse("course_edition", args=[course_page.pk])
        links: list[Any] = [messages.button(address, _("Does this matter to those who learn?"))]
        messages.info(request, describe_reach(reach), buttons=links)


def describe_reach(reach: EditionReach) -> str:
    """Return in words how many a change reaches."""
    middle = ngettext(
        "%(count)s person is in the middle of the course.",
        "%(count)s people are in the middle of the course.",
        reach.in_middle,
    )
    held = ngettext(
        "%(count)s person has completed it and would renew it, if you ask for that.",
        "%(count)s people have completed it and would renew it, if you ask for that.",
        reach.completed,
    )
    counts = ((middle, reach.in_middle), (held, reach.completed))
    return " ".join(words % {"count": number(count)} for words, count in counts)


def open_asked_edition(request: HttpRequest, course: Course, form: EditionForm) -> bool:
    """Open what the form asks for, and tell it; the answer is whether one was opened."""
    try:
        edition = open_edition(course, form.build_change(), by=current_person(request))
    except EditionInUse:
        told = _("Another edition was opened meanwhile, and this one was not. Look at it first.")
        messages.error(request, told)
        return False
    links: list[Any] = [messages.button(reverse("courses:results", args=[course.pk]), _("Look"))]
    told = _("Edition %(number)s is open, and its learners are told. It can be taken back.")
    messages.success(request, told % {"number": number(edition.number)}, buttons=links)
    return True


class CourseEditionView(WagtailAdminTemplateMixin, TemplateView):
    """Tells whom a change reaches; a POST opens an edition."""

    page_title = gettext_lazy("Does this matter to those who learn?")
    header_icon = "history"
    template_name = "cms/office/courses/edition.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = CoursePage.objects.filter(pk=kwargs["page_id"]).first()
        rights = page and page.permissions_for_user(current_person(request))
        # A course of others and one that does not exist get the same answer: ids tell nothing.
        if page is None or not isinstance(rights, TreePermissionTester):
            raise PermissionDenied
        if not rights.can_open_edition():
            raise PermissionDenied
        course = Course.objects.live().filter(key=page.translation_key).first()
        if course is None:
            raise Http404  # nobody learns in it yet
        self.page, self.course = page, course
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.page.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        course = {"url": self.find_way_back(), "label": self.page.title}
        here = {"url": "", "label": self.page_title, "sublabel": self.page.title}
        return [*self.breadcrumbs_items, course, here]

    def find_way_back(self) -> str:
        """Return where the person goes on: reviewers do not see the outline."""
        if self.page.permissions_for_user(current_person(self.request)).can_edit():
            return reverse("course_outline", args=[self.page.pk])
        return reverse("reviews")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = EditionForm(initial={"follows": self.course.edition})
        reached = describe_reach(count_reach(self.course))
        told = {"form": form, "reached": reached, "back": self.find_way_back()}
        return super().get_context_data(**told | kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = EditionForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        open_asked_edition(request, self.course, form)
        return redirect(self.find_way_back())
