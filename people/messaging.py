"""Only writer of messages: tells a person a thing once, on their own page and by e-mail.

The row is the outbox: a message that could not be sent is tried again, ever more rarely.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailAttachment, EmailMessage
from django.db import transaction
from django.db.models import F
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from people.models import Message, Person
from people.queue import enqueue_on_commit, sweep_rows

logger = logging.getLogger(__name__)
# A slow mail server, or a report that is drawn for each letter, must not hold one sweep for longer
# than its minute: the next one goes on, and a task that runs for minutes is killed.
_SEND_BATCH_SIZE, _SEND_SECONDS = 50, 60
_BATCH_SIZE = 500  # rows in one statement; databases limit its parameters
_FIRST_RETRY_DELAY, _LONGEST_RETRY_DELAY = dt.timedelta(minutes=10), dt.timedelta(days=1)


class LetterWithheld(Exception):
    """Raised by whoever adds parts to a letter that is not to leave any more."""


@dataclass(frozen=True)
class LetterParts:
    """What an e-mail has beside the words of its message; ``closing`` stands at their end."""

    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[EmailAttachment] = ()
    closing: str = ""


@dataclass(frozen=True)
class MessageDraft:
    """One of many messages of a kind, each with facts of its own."""

    person: Person
    subject: str
    facts: dict[str, Any]


_PartsBuilder = Callable[["Message"], LetterParts]
# By kind: what is made when the e-mail leaves, in the language of its reader.
_part_builders: dict[str, _PartsBuilder] = {}
# Kinds that a person may read in the inbox only, with their words; each app adds its own.
_optional_kinds: dict[str, Any] = {}


@dataclass(frozen=True)
class MessageText:
    """A message as it is read: plain text without markup."""

    subject: str
    paragraphs: tuple[str, ...]


def offer_choice(kind: str, label: Any) -> None:
    """Let people choose whether messages of the kind come by e-mail too."""
    _optional_kinds[kind] = label


def add_letter_parts(kind: str, build: _PartsBuilder) -> None:
    """Have e-mails of the kind made whole by ``build``, at the moment when they leave.

    It may raise `LetterWithheld`: what was right to tell when it was written may not be by then.
    """
    _part_builders[kind] = build


def optional_kinds() -> dict[str, Any]:
    """Return the kinds about which people may choose, with their words."""
    return dict(_optional_kinds)


def choose_letters(person: Person, *, language: str, wanted: Iterable[str]) -> None:
    """Write the language of the person's letters, and which kinds are sent by e-mail."""
    person.language = language
    person.unwanted_letters = sorted(_optional_kinds.keys() - set(wanted))
    person.save(update_fields=["language", "unwanted_letters"])


def is_quiet(at: dt.datetime | None = None) -> bool:
    """Return whether nobody is to be reminded of anything at this hour of the office's time zone.

    What somebody has just done to a person is told at any hour.
    """
    begins, ends = settings.QUIET_HOURS
    hour = timezone.localtime(at).hour
    if begins <= ends:
        return begins <= hour < ends
    return hour >= begins or hour < ends


def notify_person(
    person: Person,
    kind: str,
    *,
    subject: str,
    facts: dict[str, Any],
    at: dt.datetime | None = None,
) -> Message:
    """Return the message, written now unless the person was told already; the worker sends it.

    ``kind`` is ``app/name`` and names the templates ``app/messages/name.txt`` and
    ``name.subject.txt``, so the words are the app's own. ``subject`` is the row it is about;
    ``facts`` is JSON without secrets.
    """
    at = at or timezone.now()
    is_sent = _gets_letters(person, kind)
    written = {"facts": facts, "created_at": at, "next_try_at": at if is_sent else None}
    message, is_new = Message.objects.get_or_create(
        person=person, kind=kind, subject=subject, defaults=written
    )
    if is_new and is_sent:
        enqueue_on_commit("people.tasks.send", message.pk)
    return message


def notify_people(
    people: Iterable[Person], kind: str, *, subject: str, facts: dict[str, Any]
) -> None:
    """Tell many people the same thing in a few statements; the sweep sends the letters."""
    notify_each(kind, (MessageDraft(person, subject, facts) for person in people))


def notify_each(kind: str, drafts: Iterable[MessageDraft]) -> None:
    """Tell many people a thing each in a few statements; the sweep sends the letters."""
    at = timezone.now()
    rows = (
        Message(
            person=draft.person,
            kind=kind,
            subject=draft.subject,
            facts=draft.facts,
            created_at=at,
            next_try_at=at if _gets_letters(draft.person, kind) else None,
        )
        for draft in drafts
    )
    # Conflicts: whoever was told already is told once.
    Message.objects.bulk_create(rows, _BATCH_SIZE, ignore_conflicts=True)


def _gets_letters(person: Person, kind: str) -> bool:
    return bool(person.email) and kind not in person.unwanted_letters


def render_message(message: Message) -> MessageText:
    """Return the words of the message in the active language."""
    app, name = message.kind.split("/")
    body = _render_text_template(f"{app}/messages/{name}.txt", message.facts)
    return MessageText(render_subject(message), _split_paragraphs(body))


def render_subject(message: Message) -> str:
    """Return the subject of the message in the active language."""
    app, name = message.kind.split("/")
    subject = _render_text_template(f"{app}/messages/{name}.subject.txt", message.facts)
    return _collapse_whitespace(subject)


def _render_text_template(name: str, facts: dict[str, Any]) -> str:
    """Return plain text; a caller that shows it as HTML must escape it."""
    led = {name: _lead_in_language(value) for name, value in facts.items()}
    # Without escaping here: an e-mail shows names with their apostrophes.
    context = Context({**led, "site": settings.SITE_URL}, autoescape=False)
    # Only the Django engine is configured; its wrapper would escape again, what it wraps does not.
    return str(get_template(name).template.render(context))  # type: ignore[attr-defined]


def _lead_in_language(value: Any) -> Any:
    """Return an address of ours in the active language, anything else as it is.

    Facts are written once, in the language of the letter; the inbox is read in any.
    """
    if not isinstance(value, str):
        return value
    codes, site = "|".join(settings.OFFERED_LANGUAGES), re.escape(settings.SITE_URL)
    return re.sub(
        rf"\A((?:{site})?/)(?:{codes})(?=/\S*\Z)", rf"\1{translation.get_language()}", value
    )


def _split_paragraphs(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_collapse_whitespace, text.split("\n\n"))))


def _collapse_whitespace(text: str) -> str:
    # A line break in the subject of an e-mail would begin another header.
    return " ".join(text.split())


def send_message(message: Message, *, at: dt.datetime | None = None) -> bool:
    """Send the message unless it was sent or another worker is sending it; return whether it left.

    A server that does not answer costs a try. A crash after sending repeats the message once.
    """
    at = at or timezone.now()
    # Claimed by one UPDATE: of two workers only one finds the number of tries that it read.
    claimed = Message.objects.due(at).filter(pk=message.pk, tries=message.tries)
    if not claimed.update(tries=F("tries") + 1, next_try_at=at + _retry_delay(message.tries)):
        return False
    try:
        build_email(message).send()
    except LetterWithheld:
        Message.objects.filter(pk=message.pk).update(next_try_at=None)
        return False
    # Broad: servers fail in many ways, and the next message may still leave.
    except Exception as error:
        logger.warning("Message %s waits for its next try: %r", message.pk, error)
        return False
    Message.objects.filter(pk=message.pk).update(sent_at=at)
    return True


def _retry_delay(tries: int) -> dt.timedelta:
    # The exponent is bounded, so that no number of tries exceeds what a timedelta holds.
    return min(_FIRST_RETRY_DELAY * 2 ** min(tries, 10), _LONGEST_RETRY_DELAY)


def build_email(message: Message) -> EmailMessage:
    """Return the e-mail of a message in the person's own language."""
    person = message.person
    with translation.override(person.language):
        words = render_message(message)
        build = _part_builders.get(message.kind)
        parts = build(message) if build else LetterParts()
        facts = {
            "name": person.get_full_name(),
            "body": "\n\n".join(filter(None, (*words.paragraphs, parts.closing))),
            "site_names": settings.SITE_NAMES,
        }
        body = _render_text_template("people/messages/letter.txt", facts)
    return EmailMessage(
        words.subject,
        body.strip() + "\n",
        to=[person.email],
        headers=dict(parts.headers),
        attachments=parts.attachments,
    )


def send_due_messages(*, at: dt.datetime | None = None) -> int:
    """Send the next due messages, for a minute at most, and return how many have left."""
    until = time.monotonic() + _SEND_SECONDS

    def send_in_time(message: Message) -> bool:
        return time.monotonic() < until and send_message(message, at=at)

    due = Message.objects.due(at or timezone.now()).select_related("person")
    due = due.order_by("created_at")[:_SEND_BATCH_SIZE]
    return sum(sweep_rows(due, send_in_time).results)


def forget_messages(kind: str, subjects: Iterable[str]) -> None:
    """Delete messages of the kind about the rows, whoever was told: they name an erased person."""
    Message.objects.filter(kind=kind, subject__in=list(subjects)).delete()


@transaction.atomic
def mark_as_read(person: Person, numbers: Iterable[int] | None = None) -> int:
    """Mark the person's messages, all if none is named, as read; return how many were unread."""
    unread = Message.objects.filter(person=person).unread()
    if numbers is not None:
        unread = unread.filter(pk__in=list(numbers))
    return unread.update(read_at=timezone.now())
