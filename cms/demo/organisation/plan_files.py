"""Brings a file of targets that waits for a second person of the secretariat."""

from __future__ import annotations

from cms.demo.organisation.targets import write_proposed_targets
from people.models import Person
from plan.models import PlanProposal
from plan.proposals import bring_file

_FILE_NAME = "ရည်မှန်းချက်များ-၂၀၂၇.csv"


def bring_plan_file() -> PlanProposal:
    """Bring the file as the secretariat does, by the same door."""
    return bring_file(
        write_proposed_targets().getvalue().encode(),
        kind=PlanProposal.Kind.TARGETS,
        file_name=_FILE_NAME,
        by=Person.objects.get(username="secretariat"),
    )


def has_brought_plan_file() -> bool:
    return PlanProposal.objects.exists()
