"""Shows a plan to everyone: credentials link to it as what they count toward."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plan.models import Plan


@require_safe
def show_public_plan(request: HttpRequest, code: str) -> HttpResponse:
    """Show the phases and clauses of the plan; each clause has an anchor on the page."""
    today = timezone.localdate()
    published = Plan.objects.published(today).prefetch_related("phases", "clauses__past")
    plan = get_object_or_404(published, code=code)
    return render(request, "plan/plan.html", {"plan": plan, "state": plan.state_on(today)})
