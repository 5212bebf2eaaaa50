"""Does the next step of a proposal in the worker: compares, applies or undoes."""

from __future__ import annotations

from people.roster.proposals.applying import apply_waiting
from people.roster.proposals.creating import plan_waiting
from people.roster.proposals.undoing import undo_waiting


def work_on_proposal(pk: int) -> None:
    """Do what waits for the proposal, if anything does; safe to call twice, and at once."""
    for step in (plan_waiting, apply_waiting, undo_waiting):
        step(pk)
