"""Shows employers the verdicts on a list of codes, as a page or as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from certification.facts.issuer import site_url
from certification.verification.bulk.check import RowVerdict, verify_list
from certification.verification.verdicts import VerdictStatus
from certification.web.decorators import negotiate_language, require_signing_keys
from certification.web.forms import CodeListForm
from people.imports.csv_safety import escape_formula
from people.imports.decoding import UTF8_BOM
from people.web import FORM_METHODS, limit_rate

_MAX_SHOWN = 500  # rows of the page; the CSV holds all
_CSV_COLUMNS = ("line", "code", "verdict", "since", "name_agrees", "note")
_AGREEMENT_WORDS = {"agrees": "yes", "differs": "no", "not_checked": "not checked"}


@csrf_exempt  # it changes nothing, and a verifier may come with cookies switched off
@negotiate_language
@limit_rate("verify-list", exempt=FORM_METHODS)
@require_signing_keys
@require_http_methods(["GET", "HEAD", "POST"])
def verify_certificate_list(request: HttpRequest) -> HttpResponse:
    """Show the form, or the verdicts as a page or CSV; nothing of the list is stored."""
    form = (
        CodeListForm(request.POST, request.FILES) if request.method == "POST" else CodeListForm()
    )
    if not form.is_valid():
        context = {"form": form, "site": site_url()}
        status = 422 if form.is_bound else 200
        return render(request, "certification/verify_list.html", context, status=status)
    answers = verify_list(form.rows)
    response = (
        _export_csv(answers)
        if request.POST.get("as") == "csv"
        else _render_verdict_list(request, form, answers)
    )
    response["Cache-Control"] = "no-store"
    return response


def _render_verdict_list(
    request: HttpRequest, form: CodeListForm, answers: list[RowVerdict]
) -> HttpResponse:
    """Show the rows that need review first."""
    counts = Counter(answer.status for answer in answers)
    first = sorted(answers, key=lambda answer: not answer.needs_review)
    context: dict[str, Any] = {
        "site": site_url(),
        "answers": first[:_MAX_SHOWN],
        "total": len(answers),
        "hidden": max(len(answers) - _MAX_SHOWN, 0),
        "counts": [(status, counts[status]) for status in VerdictStatus if counts[status]],
        "differing": sum(answer.name == "differs" for answer in answers),
        "text": form.text,
        "at": timezone.now(),
    }
    return render(request, "certification/verdict_list.html", context)


def _export_csv(answers: Iterable[RowVerdict]) -> HttpResponse:
    text = io.StringIO()
    csv.writer(text).writerows(_iter_csv_rows(answers))
    response = HttpResponse(UTF8_BOM + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verdicts.csv"'
    return response


def _iter_csv_rows(answers: Iterable[RowVerdict]) -> Iterator[list[str]]:
    """Yield headings and verdicts for machines; only the note is in the person's language."""
    yield list(_CSV_COLUMNS)
    for answer in answers:
        since = answer.since.isoformat() if answer.since else ""
        name, note = _AGREEMENT_WORDS[answer.name], _render_note(answer)
        cells = [str(answer.line), answer.code, answer.status, since, name, note]
        yield [escape_formula(cell) for cell in cells]


def _render_note(answer: RowVerdict) -> str:
    if not answer.notes:
        return ""
    return " ".join(render_to_string("certification/list_note.txt", {"answer": answer}).split())
