"""Enters in the history what offices do to people outside of the back office."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from cms.office.base.changes import compare_fields
from people.history import office_acted
from people.models import Person
from people.text.formatting import number
from people.text.languages import in_language


class _PrintFormatter(LogFormatter):
    """Tells for which office a slip was printed."""

    label = gettext_lazy("Slip printed")

    def format_message(self, log_entry: Any) -> str:
        names = log_entry.data.get("agency", {})
        return _("Slip for a new password printed by %(agency)s") % {"agency": in_language(names)}


class _ApprovalFormatter(LogFormatter):
    """Tells of which office a slip was approved."""

    label = gettext_lazy("Slip approved")

    def format_message(self, log_entry: Any) -> str:
        names = log_entry.data.get("agency", {})
        return _("Slip printed by %(agency)s approved") % {"agency": in_language(names)}


class _ExportFormatter(LogFormatter):
    """Tells of how many people a list was taken away, and of which office."""

    label = gettext_lazy("List of people downloaded")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        told = _("List of %(count)s people downloaded") % {"count": number(data.get("count", 0))}
        unit = in_language(data.get("agency", {}))
        return f"{told}: {unit}" if unit else told


@hooks.register("register_log_actions")
def register_people_actions(actions: LogActionRegistry) -> None:
    actions.register_action("person.print_slip")(_PrintFormatter)
    actions.register_action("person.approve_slip")(_ApprovalFormatter)
    actions.register_action("people.export")(_ExportFormatter)
    words = gettext_lazy("Name put right at the person's request")
    actions.register_action("person.rename", words, words)
    words = gettext_lazy("Posting ended by the office")
    actions.register_action("person.leave", words, words)
    words = gettext_lazy("Taken back that the posting ended")
    actions.register_action("person.resume", words, words)
    words = gettext_lazy("Reminded to sign in")
    actions.register_action("person.remind", words, words)


@receiver(office_acted)
def log_act(
    action: str, people: Iterable[Person], by: Person, data: dict[str, Any], **_kwargs: Any
) -> None:
    """Enter the act for each of the people; in bulk, for slips are printed by the hundred."""
    person_type, at = ContentType.objects.get_for_model(Person), timezone.now()
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=person_type,
            object_id=str(person.pk),
            label=str(person),
            action=action,
            timestamp=at,
            user=by,
            data=_describe(person, data),
        )
        for person in people
    )


def _describe(person: Person, data: dict[str, Any]) -> dict[str, Any]:
    if "before" not in data:
        return data
    return {"changes": compare_fields(person, data["before"], data["after"])}
