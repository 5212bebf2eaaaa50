"""Sends text messages to phones, by the gateway that the settings name."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings

from people.text.phones import is_mobile_number, to_international

_TIMEOUT = 10  # seconds: a gateway that hangs must not hold the worker


def can_send_texts() -> bool:
    """Return whether there is a gateway; without one nothing offers a text message."""
    return bool(settings.SMS_URL)


def can_text_to(phone: str) -> bool:
    """Return whether the number is a mobile one of a country to which texts are sent.

    Others would cost more than they are worth, and some are had to be paid for each text.
    """
    return can_send_texts() and is_mobile_number(phone, settings.SMS_COUNTRIES)


def send_text(phone: str, text: str) -> None:
    """Send the text. Raise `OSError` when the gateway does not take it.

    The gateway is an address that takes JSON with ``to`` and ``text``, or a folder in which the
    demo leaves its messages.
    """
    body = {"to": to_international(phone), "text": text}
    address = urlsplit(settings.SMS_URL)
    if address.scheme == "file":
        _leave_in_folder(Path(address.path), body)
    else:
        _post_text(settings.SMS_URL, body)


def _post_text(address: str, body: dict[str, str]) -> None:
    headers = {"Content-Type": "application/json"}
    if settings.SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
    # The address is the operator's own, from the settings.
    request = Request(address, json.dumps(body).encode(), headers)  # noqa: S310
    with urlopen(request, timeout=_TIMEOUT):  # noqa: S310
        pass


def _leave_in_folder(folder: Path, body: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{body['to'].lstrip('+')}-{uuid.uuid4().hex[:8]}.txt"
    path.write_text(f"{body['to']}\n\n{body['text']}\n", encoding="utf-8")
