"""Tells offices how many targets hang on an agency that they close or move."""

import datetime as dt

from django.utils.translation import ngettext_lazy

from people.agencies import Dependant, register_dependant
from people.models import Agency
from plan.models import Target


def _count_targets(agencies: list[Agency], day: dt.date) -> int:
    return Target.objects.filter(agency__in=agencies, due_on__gte=day).count()


register_dependant(
    Dependant(
        "targets",
        lambda n: ngettext_lazy("%(count)s target to come", "%(count)s targets to come", n),
        _count_targets,
    )
)
