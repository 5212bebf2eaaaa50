"""Shows a person's unread messages on pages of other apps."""

from typing import Any

from django import template

from people.models import Message, Person
from people.web.inbox import render_messages

register = template.Library()
_MESSAGES_SHOWN = 3


@register.inclusion_tag("people/unread_messages.html", takes_context=True)
def unread_messages(context: template.Context, person: Person) -> dict[str, Any]:
    """Show the newest unread messages, three at most, and whether there are more."""
    unread = list(Message.objects.filter(person=person).unread()[: _MESSAGES_SHOWN + 1])
    return {
        "notes": render_messages(unread[:_MESSAGES_SHOWN]),
        "has_more": len(unread) > _MESSAGES_SHOWN,
        "csrf_token": context.get("csrf_token"),
    }
