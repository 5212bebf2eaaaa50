"""Shows a course to its author as learners would see it, with a record that is nowhere kept."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View
from wagtail.admin import messages

from cms.access.row_policy import current_person
from cms.authoring.trials import (
    LearnerTrial,
    TrialStep,
    asks_attendance,
    begin_trial,
    list_steps,
    measure_trial,
)
from cms.models import CoursePage
from cms.questions.trial import QuizTrial
from courses.items import generate_seed
from courses.quizzes.answers import AnswerNotInAttempt, parse_answers
from courses.quizzes.presentation import present_items
from courses.web.packages.frame import show_trial

_SESSION = "learner_trial"
_LONGEST_SEED = 16  # as of other papers that are drawn for a look


@method_decorator(never_cache, name="dispatch")
class TrialView(View):
    """Shows the course with what is done in it; a POST begins the trial, or ends it."""

    course: CoursePage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A course of others and one that does not exist get the same answer: ids tell nothing.
        course = CoursePage.objects.filter(pk=kwargs["page_id"]).first()
        if course is None or not course.permissions_for_user(current_person(request)).can_write():
            raise PermissionDenied
        self.course = course.get_latest_revision_as_object()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def trial(self) -> LearnerTrial | None:
        """The trial of this session, if it is of this course and its time is not over."""
        found = LearnerTrial.read(self.request.session.get(_SESSION), now=timezone.now())
        return found if found and found.course == self.course.pk else None

    def keep(self, trial: LearnerTrial) -> None:
        self.request.session[_SESSION] = trial.write()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        steps = list_steps(self.course, self.trial) if self.trial else []
        told: dict[str, Any] = {"steps": steps, "how_far": measure_trial(self.course, steps)}
        told["asks_attendance"] = asks_attendance(self.course)
        return self.show("cms/trial/course.html", told)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.POST.get("act") == "end":
            request.session.pop(_SESSION, None)
            messages.success(request, _("The trial is over. Nothing of it was kept."))
            return redirect("course_outline", self.course.pk)
        self.keep(begin_trial(self.course, now=timezone.now()))
        return redirect("course_trial", self.course.pk)

    def show(self, template: str, told: dict[str, Any]) -> HttpResponse:
        with translation.override(self.course.language):
            context = {"course": self.course, "trial": self.trial, **told}
            return render(self.request, template, context)


class TrialPartView(TrialView):
    """Shows a lesson or a quiz of the trial; a POST does it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.part = kwargs["part_id"]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        # Whoever got the address from somebody has no trial, and begins one of their own.
        if self.trial is None:
            return redirect("course_trial", self.course.pk)
        step = self._find_step(self.trial)
        if step.kind == "lessonpage":
            place = (self.course.pk, step.page.pk)
            html = step.page.render_draft("course_trial_package", *place)
            return self.show("cms/trial/lesson.html", {"step": step, "html": html})
        seed = request.GET.get("paper", "")
        if not _is_seed(seed):
            return redirect(f"{request.path}?paper={generate_seed()}")
        return self._show_paper(step, int(seed))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.trial is None:
            return redirect("course_trial", self.course.pk)
        step = self._find_step(self.trial)
        if step.kind == "lessonpage":
            self.trial.finish_lesson(step.page.pk)
            self.keep(self.trial)
            return redirect("course_trial", self.course.pk)
        seed = request.GET.get("paper", "")
        is_takable = _is_seed(seed) and not step.is_locked and step.attempts_left != 0
        return self._mark(step, int(seed)) if is_takable else redirect(request.path)

    def _find_step(self, trial: LearnerTrial) -> TrialStep:
        for step in list_steps(self.course, trial):
            if step.page.pk == self.part and step.kind != "modulepage":
                return step
        raise Http404

    def _mark(self, step: TrialStep, seed: int) -> HttpResponse:
        paper, trial = QuizTrial(step.page, published=False), self.trial
        items = paper.draw(seed)
        try:
            result = paper.mark(items, parse_answers(self.request.POST))
        except AnswerNotInAttempt:
            messages.warning(self.request, _("The questions were changed meanwhile. Begin again."))
            return redirect(self.request.path)
        if trial is not None:
            trial.note_result(step.page.pk, result)
            self.keep(trial)
        told = {"is_marked": True, "result": result}
        told["shows_answers"] = not result.waits and step.shows_answers(has_passed=result.passed)
        return self._show_items(step, items, told)

    def _show_paper(self, step: TrialStep, seed: int) -> HttpResponse:
        return self._show_items(step, QuizTrial(step.page, published=False).draw(seed), {})

    def _show_items(self, step: TrialStep, items: Any, told: dict[str, Any]) -> HttpResponse:
        language, is_marked = self.course.language, bool(told)
        with translation.override(language):
            questions = present_items(items, language=language, graded=is_marked)
        return self.show("cms/trial/quiz.html", {"step": step, "questions": questions, **told})


class TrialPackageView(TrialPartView):
    """Plays a package of a lesson of the trial; the lesson is done where it is read."""

    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        back = reverse("course_trial_part", args=[self.course.pk, self.part])
        if self.trial is None:
            return redirect("course_trial", self.course.pk)
        step = self._find_step(self.trial)
        found = step.page.find_package(kwargs["package"]) if step.kind == "lessonpage" else None
        with translation.override(self.course.language):
            version = found.newest_ready() if found else None
            return show_trial(request, version, back=back)


def _is_seed(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_SEED
