"""Shows a person the messages to them and marks what they have read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from people.messaging import MessageText, mark_as_read, render_message
from people.models import Message, Person
from people.web.parameters import parse_primary_key

_MESSAGES_PER_PAGE = 20


@dataclass(frozen=True)
class RenderedMessage:
    """A message with its words in the language of the page."""

    message: Message
    words: MessageText


def render_messages(messages: Iterable[Message]) -> list[RenderedMessage]:
    return [RenderedMessage(message, render_message(message)) for message in messages]


@require_safe
@cache_control(private=True, no_store=True)
@login_required
def show_messages(request: HttpRequest) -> HttpResponse:
    """Show all messages to the signed-in person, the newest first."""
    mine = Message.objects.filter(person=request.user.pk)
    page = Paginator(mine, _MESSAGES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "notes": render_messages(page.object_list)}
    return render(request, "people/messages.html", context)


@require_POST
@login_required
def mark_messages_read(request: HttpRequest) -> HttpResponse:
    """Mark one message as read, or all that are unread; redirect to where the person was."""
    assert isinstance(request.user, Person)  # noqa: S101
    number = request.POST.get("message", "")
    key = parse_primary_key(number)
    if key is not None or not number:
        mark_as_read(request.user, None if key is None else [key])
    is_list = request.POST.get("back") == "messages"
    return redirect("people:messages" if is_list else "courses:my_learning")
