"""Shows a person's unread messages on pages of other rooms."""

from typing import Any

from django import template

from people.models import Message, Person
from people.web.inbox import render_messages

register = template.Library()
_MESSAGES_SHOWN = 3


@register.inclusion_tag("people/unread_messages.html", takes_context=True)
def unread_messages(context: template.Context, person: Person) -> dict[str, Any]:
    """The newest unread messages, a few; nothing at all if there are none."""
    unread = list(Message.objects.filter(person=person).unread()[: _MESSAGES_SHOWN + 1])
    return {
        "notes": render_messages(unread[:_MESSAGES_SHOWN]),
        "has_more": len(unread) > _MESSAGES_SHOWN,
        "csrf_token": context.get("csrf_token"),
    }
