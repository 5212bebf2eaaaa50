"""Sends short texts to who has a phone and no e-mail address, where their office wants it.

Only writer of `Agency.has_text_reminders` and `Message.texted_at`. A text costs money and
wakes people: none in quiet hours, one a week and person at most, and so many a day in all.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from people.access import has_role_over
from people.accounts.sending.texts import can_text_to, send_text
from people.history import office_acted
from people.messaging import is_quiet, offer_choice
from people.models import Agency, Message, Person, Role, list_line_paths
from people.postings import posting_on
from people.queue import enqueue_on_commit

logger = logging.getLogger(__name__)
# One part of a text in Burmese: a letter more would cost twice.
LONGEST_TEXT = 70
TEXTS_KIND = "people/texts"
_WEEK, _DAY = dt.timedelta(days=7), dt.timedelta(days=1)


@transaction.atomic
def allow_texts(agency: Agency, is_on: bool, *, by: Person) -> None:
    """Let people of the agency and below it be reminded by text. Raise `PermissionDenied`."""
    if not has_role_over(by, Role.Kind.HR, agency):
        raise PermissionDenied
    rows = Agency.objects.filter(pk=agency.pk).exclude(has_text_reminders=is_on)
    if rows.update(has_text_reminders=is_on):
        action = "texts.allow" if is_on else "texts.forbid"
        data = {"agency": agency.names}
        office_acted.send(Agency, action=action, people=[by], by=by, data=data)


def queue_text(message: Message, *, at: dt.datetime | None = None) -> bool:
    """Let the worker text what the message tells; return False where no text is to leave."""
    at, person = at or timezone.now(), message.person
    if is_quiet(at) or not _takes_texts(person):
        return False
    if not _is_allowed(person, timezone.localdate(at)):
        return False
    if person.messages.filter(texted_at__gt=at - _WEEK).exists() or _is_used_up(at):
        return False
    # Claimed by one UPDATE: of two workers only one sends.
    if not Message.objects.filter(pk=message.pk, texted_at=None).update(texted_at=at):
        return False
    enqueue_on_commit("people.tasks.send_text_of_message", message.pk)
    return True


def _is_used_up(at: dt.datetime) -> bool:
    """Return whether as many texts were queued within a day as may leave in one."""
    # In the database: workers share no memory, and the number is the most that a day can cost.
    texted = Message.objects.filter(texted_at__gt=at - _DAY, texted_at__lte=at)
    if is_used_up := texted.count() >= settings.TEXT_REMINDERS_A_DAY:
        logger.error("No more reminders by text today: TEXT_REMINDERS_A_DAY is reached")
    return is_used_up


def send_text_of(message: Message) -> None:
    """Send the text. Raise `OSError` when the gateway does not take it."""
    # Asked again: the phone may be another, or gone, since it was queued.
    if _takes_texts(message.person):
        send_text(message.person.phone, render_text(message))


def render_text(message: Message) -> str:
    """Return the words of the message for a phone, in its person's language, in one part."""
    app, name = message.kind.split("/")
    with translation.override(message.person.language):
        words = get_template(f"{app}/messages/{name}.sms.txt").render(message.facts)
    text = " ".join(words.split())
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _takes_texts(person: Person) -> bool:
    if person.email or TEXTS_KIND in person.unwanted_letters:
        return False
    # Confirmed only: a number from a roster may be somebody else's.
    known = Person.objects.with_confirmed_phone().living().filter(pk=person.pk, is_active=True)
    return can_text_to(person.phone) and known.exists()


def _is_allowed(person: Person, day: dt.date) -> bool:
    """Return whether the office where the person serves, or one above it, lets texts leave."""
    posting = posting_on(person, day)
    if posting is None:
        return False
    above = list_line_paths(posting.agency.path)
    return Agency.objects.filter(path__in=above, has_text_reminders=True).exists()


def offer_texts() -> None:
    """Let people choose whether they are reminded by text."""
    offer_choice(TEXTS_KIND, _("Reminders by text message, while I have no e-mail address"))
