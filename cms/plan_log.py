"""Enters in the history what offices do to rows of the plan outside of the back office."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import ModelLogEntry

from people.models import Person
from people.text.formatting import official_date
from people.text.languages import in_language
from plan.signals import plan_acted

_PROFILE_ACTS = {
    "profile.make": (
        gettext_lazy("Role profile made"),
        gettext_lazy("Role profile made: %(position)s, %(agency)s, from %(first)s."),
    ),
    "profile.revise": (
        gettext_lazy("New version of a role profile"),
        gettext_lazy("New version of a role profile: %(position)s, %(agency)s, from %(first)s."),
    ),
    "profile.end": (
        gettext_lazy("Role profile ended"),
        gettext_lazy("Role profile ended: %(position)s, %(agency)s. Last day: %(last)s."),
    ),
}


class _ProfileFormatter(LogFormatter):
    """Tells which position in which agency, and the day."""

    def __init__(self, label: Any, told: Any) -> None:
        self.label, self.told = label, told

    def format_message(self, log_entry: ModelLogEntry) -> str:
        data = log_entry.data
        end = data.get("end")
        last = dt.date.fromisoformat(end) - dt.timedelta(1) if end else None
        return str(self.told) % {
            "position": in_language(data.get("position", {})),
            "agency": in_language(data.get("agency", {})),
            "first": official_date(dt.date.fromisoformat(data["first"])),
            "last": official_date(last) if last else "–",
        }


_CAPACITY_ACTS = {
    "capacity.start": gettext_lazy("Capacity plan begun"),
    "capacity.submit": gettext_lazy("Capacity plan sent to the office above"),
    "capacity.approve": gettext_lazy("Capacity plan approved"),
    "capacity.return": gettext_lazy("Capacity plan given back"),
}


_MONTH_ACTS = {
    "month.lock": gettext_lazy("Month locked"),
    "month.ask": gettext_lazy("Adjustment of a locked month asked for"),
    "month.approved": gettext_lazy("Adjustment of a locked month approved"),
    "month.declined": gettext_lazy("Adjustment of a locked month declined"),
    "month.withdraw": gettext_lazy("Adjustment of a locked month taken back"),
}


@hooks.register("register_log_actions")
def register_profile_actions(actions: LogActionRegistry) -> None:
    for action, told in (_CAPACITY_ACTS | _MONTH_ACTS).items():
        actions.register_action(action, told, told)
    for action, (label, told) in _PROFILE_ACTS.items():
        actions.formatters[action] = _ProfileFormatter(label, told)
        actions.choices.append((action, label))


@receiver(plan_acted)
def log_row(
    action: str, row: Any, by: Person | None, data: dict[str, Any], **_kwargs: Any
) -> None:
    """Enter the act on the row, with whoever did it and from where."""
    log(row, action, user=by, data=data)
