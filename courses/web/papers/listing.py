"""Shows tests on paper: all of an office, those of a session, and one with its sheets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import ClassSession, PaperSheet, PaperTest
from courses.papers import PaperRefused, ask_for_print, prepare_test
from courses.papers.access import may_print, require_printer
from courses.papers.preparing import add_sheets, count_unprintable, discard_test
from courses.papers.refusals import PaperRefusal
from courses.sessions.access import may_teach
from courses.web.papers.access import KEEPERS, get_test, require_keeper_role
from courses.web.papers.forms import PaperTestForm
from courses.web.sessions.learner import signed_in
from people.dual_control import asked_by_same_authority
from people.history import record_looks
from people.models import Person
from people.text.formatting import number
from people.web import PendingWork, register_work

_TESTS_PER_PAGE, _SHEETS_PER_PAGE = 30, 100
_State = PaperSheet.State
_COUNTS = {
    "sheets_count": Count("sheets", filter=~Q(sheets__state=_State.VOID)),
    "entered_count": Count("sheets", filter=Q(sheets__state__in=[_State.ENTERED, _State.DIFFERS])),
    "recorded_count": Count("sheets", filter=Q(sheets__state=_State.RECORDED)),
}


@never_cache
@require_safe
@login_required
def list_papers(request: HttpRequest) -> HttpResponse:
    """Show the tests on paper that the viewer works with, the newest first."""
    viewer = require_keeper_role(request)
    rows = PaperTest.objects.visible_to(viewer).annotate(**_COUNTS)
    rows = rows.select_related("session__agency", "quiz").order_by("-made_at", "-pk")
    page = Paginator(rows, _TESTS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "courses/papers/list.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_session_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the tests of a session; a POST prepares one, with a sheet for each seat."""
    viewer = signed_in(request)
    kept = ClassSession.objects.kept_by(viewer).select_related("agency", "course")
    session = get_object_or_404(kept, pk=pk)
    data = request.POST if request.method == "POST" else None
    form = PaperTestForm(data, session=session)
    if data is not None and form.is_valid():
        try:
            test = prepare_test(session, form.build_plan(), by=viewer)
        except PaperRefused as refused:
            form.add_error(None, str(refused.refusal.label))
        else:
            messages.success(request, _("Prepared. Each seat has a paper of its own."))
            return redirect("courses:paper_test", test.pk)
    context = {
        "session": session,
        "form": form,
        "tests": session.paper_tests.select_related("quiz").annotate(**_COUNTS),
        "has_choice": form.fields["quiz"].queryset.exists(),  # type: ignore[attr-defined]
    }
    status = 422 if data is not None else 200
    return render(request, "courses/papers/session.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one test with its sheets; a POST prints, adds sheets or throws it away."""
    viewer, test = get_test(request, pk)
    if request.method == "POST":
        return _act_on_test(request, viewer, test)
    sheets = test.sheets.select_related("seat__person", "attempt").order_by("number")
    page = Paginator(sheets, _SHEETS_PER_PAGE).get_page(request.GET.get("page"))
    record_looks(viewer, [sheet.seat.person_id for sheet in page])
    counts = PaperTest.objects.filter(pk=pk).annotate(**_COUNTS).values(*_COUNTS).get()
    context = {
        "test": test,
        "session": test.session,
        "page": page,
        "keeps": may_teach(viewer, test.session),
        "prints": may_print(viewer, test.session),
        "newcomers": _count_newcomers(test),
        "to_confirm": _count_to_confirm(viewer, test),
        "can_discard": not test.sheets.exclude(state=_State.READY).exists(),
        "has_begun": test.session.has_begun(),
        "has_refusals": test.sheets.exclude(refusal="").exists(),
        **counts,
    }
    if test.is_drawn:
        context["left_out"] = count_unprintable(test.quiz, test.language)
    return render(request, "courses/papers/test.html", context)


def _count_newcomers(test: PaperTest) -> int:
    known = test.sheets.values("seat")
    return test.session.seats.seated().exclude(pk__in=known).count()


def _count_to_confirm(viewer: Person, test: PaperTest) -> int:
    own = asked_by_same_authority(viewer, asker="entered_by", at="entered_at")
    return test.sheets.entered().exclude(own).count()


def _act_on_test(request: HttpRequest, viewer: Person, test: PaperTest) -> HttpResponse:
    act = request.POST.get("act", "")
    try:
        if act == "print":
            ask_for_print(test, by=viewer)
            messages.success(request, _("The sheets are being made. This page says when."))
        elif act == "add":
            made = add_sheets(test, by=viewer)
            told = _("Sheets drawn: %(count)s. Print them now.")
            messages.success(request, told % {"count": number(len(made))})
        elif act == "discard":
            discard_test(test, by=viewer)
            messages.success(request, _("The test was thrown away."))
            return redirect("courses:session_papers", test.session_id)
    except PaperRefused as refused:
        tell_refusal(request, refused)
    return redirect("courses:paper_test", test.pk)


def tell_refusal(request: HttpRequest, refused: PaperRefused) -> None:
    if refused.refusal == PaperRefusal.NOT_YOURS:
        raise PermissionDenied from refused
    messages.warning(request, refused.refusal.label)


@never_cache
@require_safe
@login_required
def download_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the printed file to whoever may print."""
    viewer, test = get_test(request, pk)
    try:
        require_printer(viewer, test.session)
    except PaperRefused as refused:
        raise PermissionDenied from refused
    if not test.file:
        raise Http404
    response = FileResponse(test.file.open(), content_type="application/pdf")
    name = f"test-{test.session_id}-{test.pk}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _find_work(person: Person) -> QuerySet[PaperSheet]:
    """Return sheets that wait for the person as a second one."""
    own: Any = asked_by_same_authority(person, asker="entered_by", at="entered_at")
    rows = PaperSheet.objects.visible_to(person).entered()
    return rows.exclude(own).exclude(seat__person=person)


def register_papers() -> None:
    """Count what waits for a second person among what waits."""
    register_work(
        PendingWork(
            key="papers",
            order=13,
            label=gettext_lazy("Test sheets that wait for a second person"),
            empty=gettext_lazy("No test sheet waits"),
            address="courses:office_papers",
            find=_find_work,
            roles=KEEPERS,
        )
    )
