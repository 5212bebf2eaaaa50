"""Applies a roster at once for an operator of the machine, and keeps it as an applied proposal."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.imports.report import ImportReport, Problem, UnreadableFile
from people.models import Agency, RosterProposal
from people.roster.proposals.applying import apply_waiting
from people.roster.proposals.columns import find_columns_of_file
from people.roster.proposals.creating import build_proposal, keep_lines
from people.roster.proposals.planning import ProposalScope, plan_proposal


def import_at_once(content: bytes, *, file_name: str, operator: str) -> ImportReport:
    """Apply the file and return what it did. Raise `UnreadableFile`.

    Where a proposal asks, the line is refused, or a contact of somebody else left out.
    """
    root = Agency.get_first_root_node()
    if root is None:
        message = _("There are no agencies yet. Import them first.")
        raise UnreadableFile([Problem(1, "", message)])
    scope = ProposalScope(columns=find_columns_of_file(content))
    plan = plan_proposal(content, scope, at=timezone.now(), asks=False)
    report = plan.report_all()
    proposal = build_proposal(
        content, file_name=file_name, unit=root, operator=operator[:100] or "–"
    )
    with transaction.atomic():
        proposal.save()
        keep_lines(proposal, plan)
        proposal.state = RosterProposal.State.APPLYING
        proposal.approved_at = timezone.now()
        proposal.save()
    apply_waiting(proposal.pk)
    return report
