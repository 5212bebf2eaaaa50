"""Shows employers the verdicts on a list of codes, on a page or as CSV."""

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
from certification.verification.bulk.check import Answer, check_list
from certification.verification.verdicts import Status
from certification.web.forms import ListForm
from certification.web.language import negotiated
from certification.web.rate_limit import FORM, limited
from certification.web.require_keys import needs_keys
from people.imports.csv_safety import escape_formula

BOM = "\ufeff"
MOST_SHOWN = 500
COLUMNS = ("line", "code", "verdict", "since", "name_agrees", "note")
YES_OR_NO = {"agrees": "yes", "differs": "no", "not_checked": "not checked"}


@csrf_exempt  # it changes nothing, and a verifier may come with cookies switched off
@negotiated
@limited("verify-list", 10, free=FORM)
@needs_keys
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form; or the verdicts, as a page or as a file, of which nothing is kept."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if not form.is_valid():
        context = {"form": form, "site": site_url()}
        status = 422 if form.is_bound else 200
        return render(request, "certification/verify_list.html", context, status=status)
    answers = check_list(form.rows)
    response = (
        as_file(answers) if request.POST.get("as") == "csv" else page(request, form, answers)
    )
    response["Cache-Control"] = "no-store"
    return response


def page(request: HttpRequest, form: ListForm, answers: list[Answer]) -> HttpResponse:
    """What needs a look comes first; the file holds every line."""
    counts = Counter(answer.status for answer in answers)
    first = sorted(answers, key=lambda answer: not answer.needs_a_look)
    context: dict[str, Any] = {
        "site": site_url(),
        "answers": first[:MOST_SHOWN],
        "total": len(answers),
        "hidden": max(len(answers) - MOST_SHOWN, 0),
        "counts": [(status, counts[status]) for status in Status if counts[status]],
        "differing": sum(answer.name == "differs" for answer in answers),
        "text": form.text,
        "at": timezone.now(),
    }
    return render(request, "certification/verdict_list.html", context)


def as_file(answers: Iterable[Answer]) -> HttpResponse:
    text = io.StringIO()
    csv.writer(text).writerows(lines(answers))
    response = HttpResponse(BOM + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verdicts.csv"'
    return response


def lines(answers: Iterable[Answer]) -> Iterator[list[str]]:
    """Headings and verdicts as machines read them; only the note is in the person's language."""
    yield list(COLUMNS)
    for answer in answers:
        since = answer.since.isoformat() if answer.since else ""
        name, note = YES_OR_NO[answer.name], note_of(answer)
        cells = [str(answer.line), answer.code, answer.status, since, name, note]
        yield [escape_formula(cell) for cell in cells]


def note_of(answer: Answer) -> str:
    if not answer.notes:
        return ""
    return render_to_string("certification/list_note.txt", {"answer": answer}).strip()
