"""Takes what is done with a roster as a whole: approved, withdrawn, compared anew, undone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.imports.report import UnreadableFile
from people.models import Person, Role, RosterProposal
from people.roster.proposals import (
    approve_proposal,
    replan_proposal,
    request_undo,
    withdraw_proposal,
)
from people.roster.proposals.creating import UnitNotYours
from people.roster.proposals.deciding import NothingToApply, NotYours, ProposalClosed, Undecided
from people.roster.proposals.undoing import UndoBlocked
from people.text.formatting import number
from people.web.office.listing import require_reader
from people.web.office.roster.views import find_roster, render_roster, tell_closed

_OBSTACLES_SHOWN = 20


@require_POST
@login_required
def approve_roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the worker apply the roster."""
    viewer = require_reader(request, Role.Kind.HR)
    roster = find_roster(viewer, pk)
    try:
        approve_proposal(roster, by=viewer)
    except Undecided as waiting:
        told = _("Lines that wait for a decision: %(count)s. Decide about them first.")
        messages.error(request, told % {"count": number(waiting.args[0])})
    except NothingToApply:
        messages.error(request, _("There is nothing to apply."))
    except (ProposalClosed, NotYours):
        return tell_closed(request, pk)
    else:
        messages.success(request, _("The roster is approved. It is being applied."))
    return redirect("people:office_roster", pk)


@require_POST
@login_required
def withdraw_roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the roster with nothing written."""
    viewer = require_reader(request, Role.Kind.HR)
    try:
        withdraw_proposal(find_roster(viewer, pk), by=viewer)
    except (ProposalClosed, NotYours):
        return tell_closed(request, pk)
    else:
        messages.success(request, _("The roster is withdrawn. Nothing was written."))
    return redirect("people:office_roster", pk)


@require_POST
@login_required
def replan_roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare the same file with what is recorded now, as a new proposal."""
    viewer = require_reader(request, Role.Kind.HR)
    try:
        made = _replan_proposal(find_roster(viewer, pk), viewer)
    except (UnreadableFile, UnitNotYours):
        messages.error(request, _("The file is not kept any more. Choose it again."))
        return redirect("people:office_rosters")
    return redirect("people:office_roster", made.pk)


def _replan_proposal(roster: RosterProposal, viewer: Person) -> RosterProposal:
    return replan_proposal(RosterProposal.objects.get(pk=roster.pk), by=viewer)


@require_POST
@login_required
def undo_roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the worker take the roster back, or say what stands in the way."""
    viewer = require_reader(request, Role.Kind.HR)
    roster = find_roster(viewer, pk)
    try:
        request_undo(roster, by=viewer)
    except UndoBlocked as blocked:
        shown = blocked.obstacles[:_OBSTACLES_SHOWN]
        more = {"obstacles": shown, "obstacle_count": len(blocked.obstacles)}
        return render_roster(request, roster, viewer, **more)
    except (ProposalClosed, NotYours):
        return tell_closed(request, pk)
    else:
        messages.success(request, _("The roster is being undone."))
    return redirect("people:office_roster", pk)
