"""Names the sectors in which agencies serve, as their rows and files write them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from people.text.collation import sort_key

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


def name_sectors(sectors: Iterable[str]) -> dict[str, str]:
    """Return the names of the sectors in the active language, in dictionary order."""
    named = ((one, str(_NAMES.get(one, one))) for one in sectors)
    return dict(sorted(named, key=lambda row: sort_key(row[1])))
