"""Makes a file a proposal: compares it with what is recorded, and writes nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from people.imports.planning import ImportPlan
from people.imports.runs import plan_import
from people.models import Person
from plan.models import PlanProposal
from plan.proposals.kinds import FILE_KINDS
from plan.proposals.lines import describe_report, digest_outcomes
from plan.secretariat import is_of_national_secretariat

_State, _Group = PlanProposal.State, PlanProposal.Group
_MAX_NAME_LENGTH = 255


class FileNotYours(Exception):
    """The person may not do this: no role for the country, or the first person of two."""


class FileClosed(Exception):
    """The proposal is at a state (``args[0]``) at which this cannot be done."""


def bring_file(
    content: bytes,
    *,
    kind: str,
    file_name: str,
    by: Person,
    options: Mapping[str, Any] | None = None,
) -> PlanProposal:
    """Keep the file with what it would change.

    Raise `FileNotYours`, or `UnreadableFile` with nothing kept.
    """
    if not is_of_national_secretariat(by):
        raise FileNotYours
    proposal = PlanProposal(
        kind=kind,
        options=dict(options or {}),
        file_name=file_name[-_MAX_NAME_LENGTH:],
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        by=by,
        received_at=timezone.now(),
    )
    report = plan_file(proposal).report
    proposal.lines, proposal.counts = describe_report(report)
    proposal.outcome = digest_outcomes(report.outcomes)
    proposal.state = _choose_line_state(proposal)
    proposal.save()
    return proposal


def compare_again(proposal: PlanProposal, *, by: Person) -> PlanProposal:
    """Return a new proposal of the same file. Raise `FileNotYours` or `UnreadableFile`."""
    return bring_file(
        bytes(proposal.content),
        kind=proposal.kind,
        file_name=proposal.file_name,
        by=by,
        options=proposal.options,
    )


def plan_file(proposal: PlanProposal) -> ImportPlan:
    """Return what the file does to what is recorded now. Raise `UnreadableFile`."""
    importer = FILE_KINDS[proposal.kind].importer
    return plan_import(importer, bytes(proposal.content), proposal.options)


def _choose_line_state(proposal: PlanProposal) -> PlanProposal.State:
    # A file is taken whole or not at all: of one with a wrong line nothing waits for anybody.
    if proposal.count(_Group.REFUSED):
        return _State.REFUSED
    writes = proposal.count(_Group.NEW, _Group.CHANGED, _Group.RETIRED)
    return _State.OPEN if writes else _State.EMPTY
