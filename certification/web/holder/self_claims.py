"""Lets people state what they can do; self-claims are stored and shown, never counted."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from certification.evidence.recording import record_self_claim, withdraw_self_claim
from certification.evidence.writing import UnknownLevel
from certification.models import Evidence
from certification.web.decorators import negotiate_language
from certification.web.forms import SkillField
from people.models import Person
from people.web import parse_primary_key
from plan.levels import list_level_choices, load_level_names, name_level


class _SelfClaimForm(forms.Form):
    skill = SkillField()
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"),
        choices=list_level_choices,
        coerce=int,
    )

    def record(self, person: Person) -> bool:
        """Record the claim; for an unknown level put words at the field and return False."""
        skill, level = self.cleaned_data["skill"], self.cleaned_data["level"]
        try:
            record_self_claim(person, skill, level, on=timezone.localdate())
        except UnknownLevel:
            self.add_error("level", _("The framework of this skill has no such level."))
        return self.is_valid()


@negotiate_language
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def manage_self_claims(request: HttpRequest) -> HttpResponse:
    """Show the person's statements; take a new one, or withdraw one."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101
    if "withdraw" in request.POST:
        return _withdraw_claim(request, person)
    form = _SelfClaimForm(request.POST) if request.method == "POST" else _SelfClaimForm()
    if form.is_bound and form.is_valid() and form.record(person):
        messages.success(request, _("Your statement is kept."))
        return redirect("certification:claims")
    context = {"form": form, "claims": _list_self_claims(person)}
    response = render(
        request, "certification/claims.html", context, status=422 if form.is_bound else 200
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _withdraw_claim(request: HttpRequest, person: Person) -> HttpResponse:
    key = parse_primary_key(request.POST["withdraw"])
    own = Evidence.objects.filter(person=person, kind=Evidence.Kind.SELF_CLAIM)
    row = get_object_or_404(own, pk=key)
    withdraw_self_claim(row, by=person, day=timezone.localdate())
    messages.success(request, _("Your statement is taken back."))
    return redirect("certification:claims")


def _list_self_claims(person: Person) -> list[tuple[Evidence, str]]:
    """Return the statements valid today, newest first, each with the name of its level."""
    own = Evidence.objects.filter(person=person, kind=Evidence.Kind.SELF_CLAIM)
    names = load_level_names()
    rows = own.valid(timezone.localdate()).select_related("skill").order_by("-acquired_on", "-pk")
    return [(row, name_level(names, row.skill, row.level)) for row in rows]
