"""Says why an act on an agency cannot be done."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from people.models import Agency
from people.text.formatting import join_words


class AgencyRefusal(TextChoices):
    NOT_YOURS = "not_yours", _("This concerns an office that is not yours to manage.")
    CLOSED = "closed", _("One of the agencies is closed on that day, or not made yet.")
    TOO_EARLY = "too_early", _("The agency did not exist before that day.")
    CHANGED_LATER = "changed_later", _("The agency changed later already. Choose a later day.")
    UNDER_ITSELF = "under_itself", _("An agency cannot stand under itself or what is below it.")
    SAME = "same", _("That would change nothing.")
    NEEDS_SUCCESSOR = "needs_successor", _("Say which agency takes over what is here.")
    CODE_TAKEN = "code_taken", _("Another agency has this code.")
    OUTDATED = "outdated", _("Something else was recorded since.")


class AgencyActRefused(Exception):
    """The act cannot be done; ``args[0]`` is the `AgencyRefusal`, the others stand in the way."""

    @property
    def refusal(self) -> AgencyRefusal:
        return AgencyRefusal(self.args[0])

    @property
    def agencies(self) -> tuple[Agency, ...]:
        return self.args[1:]

    def __str__(self) -> str:
        """Return the sentence in the active language, with the agencies by name."""
        names = join_words(agency.name for agency in self.agencies)
        return f"{self.refusal.label} ({names})" if names else str(self.refusal.label)
