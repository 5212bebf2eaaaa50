"""Rows of files that change what is recorded: imports, and rosters as proposals."""

from people.models.imports.columns import RosterColumns
from people.models.imports.import_run import ImportRun
from people.models.imports.proposal import RosterProposal, RosterProposalLine

__all__ = ["ImportRun", "RosterColumns", "RosterProposal", "RosterProposalLine"]
