"""Has the statements of an office made, shows how far that is, and hands out the file.

To the HR manager who asked, while they manage the office.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certification.models import StatementBatch
from certification.statements import ask_for_statements
from certification.statements.batches import MOST_STATED, NobodyToState, TooManyToState
from certification.web.decorators import negotiate_language
from certification.web.statements import FIRST_YEAR
from courses.hours import LearningYear
from people.access import agencies_for, has_role, has_role_over
from people.history import record_looks
from people.models import Person, Role
from people.text.formatting import digits
from people.web import limit_rate, parse_primary_key


@negotiate_language
@require_POST
@login_required
@limit_rate("statement")
def ask_for_many(request: HttpRequest) -> HttpResponse:
    """Have the worker make the statements of a unit, and lead to the page that says how far."""
    viewer = _require_statement_maker(request)
    year = parse_primary_key(request.POST.get("year", "")) or 0
    if not FIRST_YEAR <= year <= LearningYear.current().number:
        raise Http404
    # Security: a unit of others and one that does not exist get the same answer.
    code = request.POST.get("unit", "")[:100]
    unit = get_object_or_404(agencies_for(viewer, Role.Kind.HR), code=code)
    try:
        batch = ask_for_statements(unit, LearningYear(year), by=viewer)
    except NobodyToState:
        messages.info(request, _("None of your people serve there."))
    except TooManyToState:
        told = _("At most %(most)s people at a time. Choose a unit below.")
        messages.warning(request, told % {"most": digits(MOST_STATED)})
    else:
        return redirect("certification:statement_batch", batch.pk)
    return redirect("courses:office_years")


@negotiate_language
@never_cache
@require_safe
@login_required
def show_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how many are made, and the file once it is there."""
    batch = _get_batch(request, pk)
    lines = batch.lines
    context = {
        "batch": batch,
        "total": lines.count(),
        "made": lines.made().count(),
        "left_out": lines.left_out().count(),
        "failed": [line.person for line in lines.failed().select_related("person")[:50]],
    }
    return render(request, "certification/statement_batch.html", context)


@never_cache
@require_safe
@login_required
def serve_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the file, and record that each person in it was looked at."""
    batch = _get_batch(request, pk)
    if batch.finished_at is None:
        raise Http404
    record_looks(batch.asked_by, list(batch.lines.made().values_list("person", flat=True)))
    response = FileResponse(batch.file.open(), content_type="application/zip")
    name = f"statements-{batch.year}-{batch.agency.code}.zip"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _require_statement_maker(request: HttpRequest) -> Person:
    viewer = request.user
    assert isinstance(viewer, Person)  # noqa: S101
    if not has_role(viewer, Role.Kind.HR):
        raise PermissionDenied
    return viewer


def _get_batch(request: HttpRequest, pk: int) -> StatementBatch:
    viewer = _require_statement_maker(request)
    rows = StatementBatch.objects.asked_by(viewer).select_related("agency", "asked_by")
    batch = get_object_or_404(rows, pk=pk)
    # Security: who manages the office no more reads no file of it.
    if not has_role_over(viewer, Role.Kind.HR, batch.agency):
        raise Http404
    return batch
