"""Enters printed slips in the history, an entry for each person whose account may be opened."""

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

from people.accounts import slips_printed
from people.models import Agency, Person
from people.text.languages import in_language


class _SlipFormatter(LogFormatter):
    """Tells for which office a slip was printed."""

    label = gettext_lazy("Slip printed")

    def format_message(self, log_entry: Any) -> str:
        names = log_entry.data.get("agency", {})
        return _("Slip for a new password printed by %(agency)s") % {"agency": in_language(names)}


@hooks.register("register_log_actions")
def register_slip_action(actions: LogActionRegistry) -> None:
    actions.register_action("person.print_slip")(_SlipFormatter)


@receiver(slips_printed)
def log_slips(people: Iterable[Person], agency: Agency, by: Person, **_kwargs: Any) -> None:
    person_type, at = ContentType.objects.get_for_model(Person), timezone.now()
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=person_type,
            object_id=str(person.pk),
            label=str(person),
            action="person.print_slip",
            timestamp=at,
            user=by,
            data={"agency": agency.names},
        )
        for person in people
    )
