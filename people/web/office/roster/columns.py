"""Takes what the headings of a roster mean, where nobody has said it yet or it was wrong."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.imports.report import UnreadableFile
from people.models import Role, RosterProposal
from people.roster.proposals.columns import WrongColumns, ask_for_columns, keep_column_names
from people.roster.proposals.deciding import NotYours, ProposalClosed
from people.web.office.listing import require_reader
from people.web.office.roster.forms import RosterColumnsForm
from people.web.office.roster.views import find_roster, render_roster, tell_closed


@require_POST
@login_required
def name_roster_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep which heading is which column, for this file and the next ones of the unit."""
    viewer = require_reader(request, Role.Kind.HR)
    roster = find_roster(viewer, pk)
    # A colleague may have named them first: then there is no heading left to choose.
    if roster.state != RosterProposal.State.NAMING:
        return tell_closed(request, pk)
    form = RosterColumnsForm(roster, request.POST)
    if form.is_valid():
        try:
            keep_column_names(roster, form.cleaned_data, by=viewer)
        except WrongColumns as wrong:
            form.tell_wrong(wrong)
        except (ProposalClosed, NotYours):
            return tell_closed(request, pk)
    if form.errors:
        return render_roster(request, roster, viewer, form=form)
    return redirect("people:office_roster", pk)


@require_POST
@login_required
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the columns of an open roster be chosen anew."""
    viewer = require_reader(request, Role.Kind.HR)
    try:
        ask_for_columns(find_roster(viewer, pk), by=viewer)
    except UnreadableFile:
        messages.error(request, _("The file is not kept any more. Choose it again."))
    except (ProposalClosed, NotYours):
        return tell_closed(request, pk)
    return redirect("people:office_roster", pk)
