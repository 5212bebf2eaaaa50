"""Rows of files that change what is recorded: imports, and rosters as proposals."""

from people.models.imports.columns import RosterColumns
from people.models.imports.import_run import ImportRun
from people.models.imports.proposal import RosterProposal, RosterProposalLine
from people.models.imports.proposed_file import ProposedFile

__all__ = ["ImportRun", "ProposedFile", "RosterColumns", "RosterProposal", "RosterProposalLine"]
