"""Lets authors take a quiz as its learners would; neither answers nor results are kept."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from cms.access.row_policy import current_person
from cms.models import QuizPage
from cms.questions.chances import SharedQuestions, expect_shared, expect_whole
from cms.questions.trial import QuizTrial
from courses.items import generate_seed
from courses.models import AttemptItem
from courses.quizzes.answers import AnswerNotInAttempt, parse_answers
from courses.quizzes.presentation import present_items
from people.text.formatting import round_percent

_LEAST_CHANCE = 0.005  # below half a percent a bar is not drawn


@method_decorator(never_cache, name="dispatch")
class TryQuizView(View):
    """Shows a paper of the draft, or of what is published; a POST marks it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = QuizPage.objects.filter(pk=self.kwargs["page_id"]).first()
        # A quiz of others and one that does not exist get the same answer: ids tell nothing.
        if page is None or not page.permissions_for_user(current_person(request)).can_write():
            raise PermissionDenied
        self.page = page
        self.is_published = page.live and request.GET.get("of") == "published"
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        seed = request.GET.get("paper", "")
        # 15 digits: as long as JavaScript keeps them exactly.
        if not (seed.isascii() and seed.isdecimal() and len(seed) <= 16):
            return self._draw_again()
        return self._render(int(seed))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        seed = request.GET.get("paper", "")
        if not (seed.isascii() and seed.isdecimal() and len(seed) <= 16):
            return self._draw_again()
        return self._render(int(seed), is_marked=True)

    def _draw_again(self) -> HttpResponse:
        of = "&of=published" if self.is_published else ""
        return redirect(f"{self.request.path}?paper={generate_seed()}{of}")

    def _render(self, seed: int, *, is_marked: bool = False) -> HttpResponse:
        trial = QuizTrial(self.page, published=self.is_published)
        items, marked, error = trial.draw(seed), {}, ""
        if is_marked:
            try:
                marked = self._mark(trial, items)
            except AnswerNotInAttempt:
                error = _("The questions were changed meanwhile. Here is the paper as it is now.")
        language = self.page.language
        with translation.override(language):
            questions = present_items(items, language=language, graded=bool(marked))
            words = {"page": self.page, "quiz": trial.quiz, "questions": questions}
            context = {**words, **marked, **_describe_chances(trial), "error": error}
            context |= {"is_published": self.is_published, "seed": seed}
            return render(self.request, "cms/quiz_try.html", context, status=409 if error else 200)

    def _mark(self, trial: QuizTrial, items: list[AttemptItem]) -> dict[str, Any]:
        result = trial.mark(items, parse_answers(self.request.POST))
        return {"is_marked": True, "result": result}


def _describe_chances(trial: QuizTrial) -> dict[str, Any]:
    sections = expect_shared(trial.plan.sections, trial.candidates)
    total = expect_whole(trial.plan.sections, trial.candidates)
    return {"shared": total, "sections": sections, "bars": _list_bars(total)}


def _list_bars(shared: SharedQuestions) -> list[dict[str, Any]]:
    return [
        {"count": count, "chance": float(chance), "percent": round_percent(float(chance * 100))}
        for count, chance in enumerate(shared.chances)
        if chance >= _LEAST_CHANCE
    ]
