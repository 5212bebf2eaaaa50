"""Says how many audiences an agency keeps when it is to close: nobody is in them any more."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import ngettext_lazy

from people.agencies import Dependant, register_dependant
from people.models import Agency, Audience


def _count_owned_audiences(agencies: list[Agency], day: dt.date) -> int:
    return Audience.objects.standing().filter(agency__in=agencies).count()


register_dependant(
    Dependant(
        "audiences",
        lambda n: ngettext_lazy(
            "%(count)s audience kept here", "%(count)s audiences kept here", n
        ),
        _count_owned_audiences,
    )
)
