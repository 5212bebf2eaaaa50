"""Names the sectors in which agencies serve, as their rows and files write them."""

from django.utils.translation import gettext_lazy as _

# Files may bring others: these are shown as they are written.
_NAMES = {
    "administration": _("General administration"),
    "agriculture": _("Agriculture and rural development"),
    "commerce": _("Commerce"),
    "education": _("Education"),
    "finance": _("Finance and planning"),
    "health": _("Health"),
    "information": _("Information"),
    "labour": _("Labour"),
    "science": _("Science and technology"),
    "social welfare": _("Social welfare"),
    "transport": _("Transport and communications"),
}


def name_sector(sector: str) -> str:
    """Return the name of the sector in the active language."""
    return str(_NAMES.get(sector, sector))
