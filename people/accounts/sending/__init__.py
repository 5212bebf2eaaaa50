"""Sends one-time codes by text message and letter, and counts what texts may cost."""

from people.accounts.sending.codes import (
    TooManyCodes,
    request_code,
    send_code,
    send_waiting_codes,
)
from people.accounts.sending.texts import can_send_texts, can_text_to, send_text

__all__ = [
    "TooManyCodes",
    "can_send_texts",
    "can_text_to",
    "request_code",
    "send_code",
    "send_text",
    "send_waiting_codes",
]
