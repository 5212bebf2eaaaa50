"""Shows HR managers what a person was told: subjects, never texts, which may hold links."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from people.messaging import render_subject
from people.models import Message
from people.web.office.sections import PersonOnDesk, PersonSection, register_section

_MOST_SHOWN = 20


def _read_sent_messages(desk: PersonOnDesk) -> dict[str, Any] | None:
    if not desk.is_managed:
        return None
    newest = Message.objects.filter(person=desk.person)[:_MOST_SHOWN]
    return {"rows": [(render_subject(message), message) for message in newest]}


register_section(
    PersonSection(
        "messages",
        _("Messages"),
        "people/office/messages.html",
        order=40,
        read=_read_sent_messages,
    )
)
