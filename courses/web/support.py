"""Lets trainers and HR managers grant one person one more attempt, or more time, at a quiz."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import AttemptGrant, AttemptRequest, Enrolment, Quiz
from courses.quizzes.accommodations import may_accommodate
from courses.quizzes.standing import AttemptStanding, get_standing, load_standings, read_ways
from courses.quizzes.support import (
    AlreadyAnswered,
    AlreadyPassed,
    AlreadyUsed,
    GrantedMeanwhile,
    MissingReason,
    NothingToGrant,
    decline_request,
    grant_attempt,
    grant_time,
    withdraw_grant,
)
from people.access import has_role
from people.directory import search_people
from people.history import record_looks
from people.models import Person, Role
from people.text import clean
from people.web import parse_primary_key

_ROWS_SHOWN = 50
_MOST_MINUTES = 480


class _GrantForm(forms.Form):
    quiz = forms.ModelChoiceField(label=gettext_lazy("Quiz"), queryset=Quiz.objects.none())
    kind = forms.ChoiceField(
        label=gettext_lazy("What to grant"),
        choices=[
            ("attempt", gettext_lazy("One more attempt")),
            ("time", gettext_lazy("More minutes")),
        ],
        widget=forms.RadioSelect,
        initial="attempt",
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("More minutes"),
        required=False,
        min_value=1,
        max_value=_MOST_MINUTES,
        # Not of type number: a browser refuses Burmese digits there.
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Only for more time. They hold for every attempt of this person."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy(
            "In one sentence. The learner reads it, and it stays in the record."
        ),
    )

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enrolment = enrolment
        self.seen = parse_primary_key(self.data.get("seen", ""))
        field = self.fields["quiz"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = _list_quizzes(enrolment)

    def clean_reason(self) -> str:
        """Refuse a reason of nothing but signs that are not seen."""
        reason = clean(self.cleaned_data["reason"])
        if not reason:
            raise forms.ValidationError(_("Say why, in one sentence."))
        return reason

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (
            given.get("kind") == "time"
            and not given.get("minutes")
            and "minutes" not in self.errors
        ):
            self.add_error("minutes", _("Say how many more minutes."))
        return given

    def grant(self, by: Person) -> bool:
        """Grant what was chosen; return False, with an error at the field, when it cannot be."""
        given = self.cleaned_data
        told = {"by": by, "reason": given["reason"]}
        try:
            if given["kind"] == "time":
                more = {"minutes": given["minutes"], "seen": self.seen}
                grant_time(given["quiz"], self.enrolment, **more, **told)
            else:
                grant_attempt(given["quiz"], self.enrolment, **told)
        except NothingToGrant:
            self.add_error("quiz", self._explain_refusal(given["kind"]))
        except AlreadyPassed:
            self.add_error("quiz", _("The learner has passed this quiz already."))
        except GrantedMeanwhile:
            self.add_error(None, _("Something was granted meanwhile: see below what it was."))
        return self.is_valid()

    def is_of_no_use_yet(self) -> bool:
        """Return whether minutes were granted to a person who may begin no attempt."""
        quiz, kind = self.cleaned_data["quiz"], self.cleaned_data["kind"]
        return kind == "time" and get_standing(quiz, self.enrolment).is_used_up

    def _explain_refusal(self, kind: str) -> str:
        if kind == "time":
            return _("This quiz has no time limit.")
        return _("An attempt at this quiz is open to the learner already.")


@require_safe
@never_cache
@login_required
def list_learners(request: HttpRequest) -> HttpResponse:
    """Show requests that wait, and learners found by name or staff number."""
    viewer = _require_supporter(request)
    # Cleaned: PostgreSQL refuses to compare a NUL.
    words = clean(request.GET.get("q", "")[:100])
    waiting = AttemptRequest.objects.visible_to(viewer).waiting()
    related = ("quiz", "enrolment__person", "enrolment__course")
    context = {
        "waiting": waiting.select_related(*related)[:_ROWS_SHOWN],
        "q": words,
        "found": _find_learners(viewer, words)[:_ROWS_SHOWN] if words else [],
    }
    return render(request, "courses/support.html", context)


def _require_supporter(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101
    if not has_role(person, Role.Kind.TRAINER, Role.Kind.HR):
        raise PermissionDenied
    return person


def _find_learners(viewer: Person, words: str) -> QuerySet[Enrolment]:
    """Return open enrolments of people with the name or staff number."""
    found = search_people(Enrolment.objects.open().supported_by(viewer), words, path="person__")
    return found.select_related("person", "course").order_by(Person.name_order("person__"), "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def support_learner(request: HttpRequest, enrolment: int) -> HttpResponse:
    """Show a learner's quizzes of one course; a POST grants, declines or takes back."""
    viewer = _require_supporter(request)
    rows = Enrolment.objects.supported_by(viewer).select_related("person", "course")
    # Security: a learner of others and one that does not exist get the same answer.
    learner = get_object_or_404(rows, pk=enrolment)
    record_looks(viewer, [learner.person_id])
    if "withdraw" in request.POST:
        return _take_back_grant(request, learner, viewer)
    if "decline" in request.POST:
        return _decline(request, learner, viewer)
    given = request.POST if request.method == "POST" else None
    form = _GrantForm(given, enrolment=learner, initial=_suggest(request, learner))
    if form.is_bound and form.is_valid() and form.grant(viewer):
        messages.success(request, _("It is granted. The learner is told."))
        if form.is_of_no_use_yet():
            told = _("The learner has no attempt left for these minutes: grant one as well.")
            messages.warning(request, told)
        return redirect(request.path)
    return _render_learner(request, learner, form)


def _suggest(request: HttpRequest, learner: Enrolment) -> dict[str, Any]:
    """Return the quiz that the list led here for, else one that an attempt is asked for."""
    waiting = AttemptRequest.objects.waiting().filter(enrolment=learner)
    asked = waiting.values_list("quiz", flat=True).first()
    return {"quiz": parse_primary_key(request.GET.get("quiz", "")) or asked, "kind": "attempt"}


def _render_learner(request: HttpRequest, learner: Enrolment, form: _GrantForm) -> HttpResponse:
    grants = AttemptGrant.objects.filter(enrolment=learner)
    waiting = AttemptRequest.objects.filter(enrolment=learner).waiting()
    context = {
        "learner": learner,
        "accommodates": may_accommodate(_require_supporter(request), learner.person),
        "form": form,
        "standings": _list_standings(learner),
        "waiting": waiting.select_related("quiz"),
        "grants": grants.select_related("quiz", "granted_by", "withdrawn_by"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "courses/support_learner.html", context, status=status)


def _list_quizzes(learner: Enrolment) -> QuerySet[Quiz]:
    offered = Quiz.objects.counted().filter(course=learner.course_id)
    # The final test last: databases do not agree where a module that is none stands.
    return offered.order_by(F("module__position").asc(nulls_last=True), "pk")


def _list_standings(learner: Enrolment) -> list[tuple[AttemptStanding, list[str]]]:
    """Return where the learner is with each quiz, and how it was passed but online."""
    standings = load_standings([(one, learner) for one in _list_quizzes(learner)]).values()
    taken = read_ways([learner])
    return [(one, taken.get((learner.pk, one.quiz.pk), [])) for one in standings]


def _take_back_grant(request: HttpRequest, learner: Enrolment, viewer: Person) -> HttpResponse:
    key = parse_primary_key(request.POST["withdraw"])
    grant = get_object_or_404(AttemptGrant, pk=key, enrolment=learner)
    try:
        withdraw_grant(grant, by=viewer)
    except AlreadyUsed:
        messages.error(request, _("The attempt has begun already, so it stays granted."))
    else:
        messages.success(request, _("The grant is taken back."))
    return redirect(request.path)


def _decline(request: HttpRequest, learner: Enrolment, viewer: Person) -> HttpResponse:
    key = parse_primary_key(request.POST["decline"])
    asked = get_object_or_404(AttemptRequest, pk=key, enrolment=learner)
    try:
        decline_request(asked, by=viewer, answer=request.POST.get("answer", "")[:300])
    except MissingReason:
        messages.error(request, _("Please write an answer for the learner."))
    except AlreadyAnswered:
        messages.info(request, _("Somebody has answered this request already."))
    else:
        messages.success(request, _("The request is declined. The learner reads your answer."))
    return redirect(request.path)
