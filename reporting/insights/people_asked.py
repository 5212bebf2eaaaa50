"""Says which people of a unit a list is of: all of them, some, or those of a target."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from certification.models import Evidence
from plan.models import Target
from plan.targets import EVERYBODY, TargetAudience
from reporting.figures.subtree import UnitContext
from reporting.query.scope import Scope

ONLY_HERE = "only"


class PeopleFilter(TextChoices):
    """Names which people of the unit are listed."""

    COUNTED = "counted", _("Counted")
    LACKING = "lacking", _("Still without it")
    TRAINING = "training", _("In training")
    POSTED = "posted", _("Everyone posted here")

    @property
    def lacks_skill(self) -> bool:
        """Return whether nobody of the list holds the skill: of them no proof can be told."""
        return self in (PeopleFilter.LACKING, PeopleFilter.TRAINING)


# Of those counted the rule is that of the measure.
_RULES = {
    PeopleFilter.LACKING: _(
        "Everyone posted in the unit or below it on the day who has no valid evidence of the "
        "skill at the level or above. Expired and revoked evidence does not count."
    ),
    PeopleFilter.TRAINING: _(
        "Everyone posted in the unit or below it on the day who takes a published course that "
        "teaches the skill at the level, has not completed it, and does not hold the skill yet."
    ),
    PeopleFilter.POSTED: _(
        "Everyone posted in the unit or below it on the day whose account is open. Everybody "
        "counts once, by the main posting."
    ),
}


@dataclass(frozen=True)
class PeopleAsked:
    """Which people of a scope are listed; of a ``kind`` are those whom that proves the most.

    ``is_alone`` leaves out the units below, ``target`` whom that target is not about.
    """

    who: PeopleFilter = PeopleFilter.COUNTED
    kind: str = ""
    is_alone: bool = False
    target: Target | None = None

    @property
    def audience(self) -> TargetAudience:
        return self.target.audience if self.target else EVERYBODY

    @property
    def rule(self) -> str:
        """Return by which rule a list is counted that has others than those of its measure."""
        return str(_RULES.get(self.who, ""))

    @property
    def kind_label(self) -> str:
        """Return the words for the kind of proof that the list is of."""
        return str(dict(Evidence.Kind.choices).get(self.kind, ""))

    @property
    def leaves_below(self) -> bool:
        """Return whether the office itself is meant, without the units below it."""
        return self.is_alone or (self.target is not None and not self.target.with_below)

    @property
    def parts(self) -> dict[str, object]:
        """Return what an address says beside the scope."""
        return {
            "who": self.who.value,
            "kind": self.kind or None,
            "below": ONLY_HERE if self.is_alone else None,
            # As text: templates write numbers in the digits of the reader.
            "target": str(self.target.pk) if self.target else None,
        }

    def narrow(self, context: UnitContext, scope: Scope) -> UnitContext:
        """Return the context of the agencies whose people are meant, without a query."""
        if not self.leaves_below:
            return context
        return replace(context, subtree=context.subtree.alone([scope.unit]))
