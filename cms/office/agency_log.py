"""Enters in the history what offices do to agencies from a day on."""

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

from people.history import agency_acted
from people.models import Agency, Person
from people.queue import enqueue_on_commit
from people.text.formatting import official_date

_ACTIONS = {
    "agency.plan": gettext_lazy("Act on the agency planned"),
    "agency.rename": gettext_lazy("Agency renamed"),
    "agency.move": gettext_lazy("Agency moved in the tree"),
    "agency.split": gettext_lazy("Agency split"),
    "agency.merge": gettext_lazy("Agencies merged"),
    "agency.close": gettext_lazy("Agency closed"),
    "agency.correct": gettext_lazy("Day of an act on the agency corrected"),
    "agency.take_back": gettext_lazy("Act on the agency taken back"),
    "agency.issue_code": gettext_lazy("Code for officials who register given out"),
    "agency.revoke_code": gettext_lazy("Code for officials who register revoked"),
    "agency.add_domain": gettext_lazy("E-mail domain of the agency recorded"),
    "agency.remove_domain": gettext_lazy("E-mail domain of the agency removed"),
    "agency.fail": gettext_lazy("Planned act on the agency was not possible"),
}


class _AgencyActFormatter(LogFormatter):
    """Tells from which day, and why."""

    def __init__(self, label: Any) -> None:
        self.label = label

    def format_message(self, log_entry: Any) -> str:
        day = dt.date.fromisoformat(log_entry.data["day"])
        told = {"act": self.label, "day": official_date(day), "reason": log_entry.data["reason"]}
        return _("%(act)s, from %(day)s: %(reason)s") % told


@hooks.register("register_log_actions")
def register_agency_actions(actions: LogActionRegistry) -> None:
    for action, label in _ACTIONS.items():
        actions.formatters[action] = _AgencyActFormatter(label)
        actions.choices.append((action, label))


@receiver(agency_acted)
def log_agency_act(
    action: str, agency: Agency, by: Person | None, data: dict[str, Any], **_kwargs: Any
) -> None:
    log(agency, action, user=by, data=data)
    # Whose role reaches which pages follows the tree: lists of groups are written anew.
    enqueue_on_commit("cms.tasks.sync_groups", agency.pk)
