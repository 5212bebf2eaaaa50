"""Sends one-time codes by text message and letter, and reminders to who has no mailbox."""

from people.accounts.sending.codes import (
    TooManyCodes,
    request_code,
    send_code,
    send_waiting_codes,
)
from people.accounts.sending.text_reminders import queue_text
from people.accounts.sending.texts import can_send_texts, can_text_to, send_text

__all__ = [
    "TooManyCodes",
    "can_send_texts",
    "can_text_to",
    "queue_text",
    "request_code",
    "send_code",
    "send_text",
    "send_waiting_codes",
]
