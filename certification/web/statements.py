"""Makes the statement of a year when it is asked for, and serves its file.

To the person, and to the HR managers of their office.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certification.facts.codes import parse_code
from certification.models import YearStatement
from certification.sealing import OUTAGES
from certification.statements import make_statement, seal_statement
from certification.web.decorators import negotiate_language, require_signing_keys
from courses.hours import LearningYear
from courses.obligations import manages_person
from people.history import record_looks
from people.models import Person
from people.web import limit_rate

FIRST_YEAR = 2015


@negotiate_language
@require_POST
@login_required
@limit_rate("statement")
def make_year_statement(request: HttpRequest, person: int, year: int) -> HttpResponse:
    """Make the statement as the year is recorded now, and lead to its file."""
    viewer = _require_signed_in(request)
    holder = get_object_or_404(Person.objects.filter(erased_at=None), pk=person)
    if not _may_read_statement(viewer, holder):
        raise Http404
    if not FIRST_YEAR <= year <= LearningYear.current().number:
        raise Http404
    statement = make_statement(holder, LearningYear(year))
    try:
        seal_statement(statement)
    except OUTAGES:
        # The sweep goes on with it.
        messages.info(
            request, _("The statement is being sealed. Ask for it again in some minutes.")
        )
        page = "courses:my_year" if viewer == holder else "courses:office_years"
        return redirect(page)
    return redirect("certification:statement", statement.code)


@require_signing_keys  # it answers 503 too when the storage of files cannot be reached (OSError)
@require_safe
@login_required
def serve_statement(request: HttpRequest, code: str) -> HttpResponse:
    """Serve the sealed file to its holder, or to who manages them."""
    viewer = _require_signed_in(request)
    rows = YearStatement.objects.sealed().filter(is_erased=False).select_related("person")
    # Security: one of others and one that does not exist get the same answer.
    statement = get_object_or_404(rows, code=parse_code(code) or "")
    if not _may_read_statement(viewer, statement.person):
        raise Http404
    record_looks(viewer, [statement.person_id])
    tag = f'"{statement.pdf_digest}"'
    return get_conditional_response(request, etag=tag) or _build_response(statement, tag)


def _build_response(statement: YearStatement, tag: str) -> HttpResponse:
    name = f"statement-{statement.year}-{statement.code}.pdf"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "private, no-cache",
        "ETag": tag,
        "X-Robots-Tag": "noindex",
    }
    with statement.pdf.open() as file:
        return HttpResponse(file.read(), content_type="application/pdf", headers=headers)


def _may_read_statement(viewer: Person, holder: Person) -> bool:
    return viewer.pk == holder.pk or manages_person(viewer, holder)


def _require_signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user
