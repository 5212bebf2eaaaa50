"""Shows holders one certificate of their own and applies their choices about it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certification.facts.codes import format_code, parse_code
from certification.models import Certificate, CertificateState
from certification.verification.effective_state import find_distrusted_keys, get_effective_state
from certification.web.decorators import negotiate_language
from certification.web.holder import sharing
from courses.models import EditionRenewal, Enrolment


def _get_own_certificate(request: HttpRequest, code: str) -> Certificate:
    """Return the person's own sealed certificate; raise 404 for anybody else's."""
    rows = Certificate.objects.sealed().filter(person=request.user.pk)
    return get_object_or_404(
        rows.select_related("superseded_by", "course", "enrolment"), code=parse_code(code) or ""
    )


@negotiate_language
@login_required
@require_safe
def show_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Show the holder's page of one certificate."""
    found = _get_own_certificate(request, code)
    state = get_effective_state(found, timezone.localdate(), find_distrusted_keys())
    context = {
        "certificate": found,
        "facts": found.facts,
        "state": state,
        "uses_compromised_key": state == CertificateState.REVOKED and not found.revoked_at,
        "spaced_code": format_code(found.code),
        "renewal": _find_asked_renewal(found),
        "link": sharing.build_share_url(found),
    }
    response = render(request, "certification/certificate_page.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _find_asked_renewal(found: Certificate) -> EditionRenewal | None:
    """Return what a newer edition of the course asks of the completion, unless it was renewed."""
    course, mine = found.course, found.enrolment
    if course is None or mine is None or course.edition == 1:
        return None
    later = Enrolment.objects.completed().filter(person=found.person_id, course=course)
    if later.filter(occasion__gt=mine.occasion).exists():
        return None
    asked = mine.edition_renewals.filter(edition__withdrawn_at=None)
    return asked.select_related("edition").order_by("edition__renew_by").first()


@negotiate_language
@login_required
@require_POST
def apply_choice(request: HttpRequest, code: str) -> HttpResponse:
    """Apply one choice of the holder; answer 422 for an unknown one."""
    found, take = _get_own_certificate(request, code), _CHOICES.get(request.POST.get("choice", ""))
    if take is None:
        return HttpResponse(_("This choice is not known."), status=422)
    messages.success(request, take(found))
    return redirect("certification:certificate", code=found.code)


def _hide_score(found: Certificate) -> str:
    sharing.set_score_hidden(found, hidden=True)
    return _("Your score is no longer shown on the public page.")


def _show_score(found: Certificate) -> str:
    sharing.set_score_hidden(found, hidden=False)
    return _("Your score is shown on the public page again.")


def _start_sharing(found: Certificate) -> str:
    sharing.create_share_link(found)
    return _("The link is ready. Give it only to those who should read the certificate.")


def _stop_sharing(found: Certificate) -> str:
    sharing.end_share_link(found)
    return _("The link has ended. Whoever has it can no longer open the file.")


_CHOICES: dict[str, Callable[[Certificate], str]] = {
    "hide_score": _hide_score,
    "show_score": _show_score,
    "share": _start_sharing,
    "end_share": _stop_sharing,
}
