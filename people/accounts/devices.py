"""Remembers on a device who has signed in on it, so that strangers' failures do not count there.

OWASP calls it a device cookie. It opens nothing: it gives an account its own count of failed
sign-ins on this device, apart from that of everybody behind the same address.
"""

from __future__ import annotations

import hashlib
import secrets
from ipaddress import IPv6Address
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from people.models import Person

_SALT = "people.accounts.devices"
_ONE_YEAR = 365 * 86_400  # seconds
_MOST_PEOPLE = 20  # on a device that a training room shares; the first are forgotten


def remember_device(
    *, request: HttpRequest, response: HttpResponse, user: Person, **signal: Any
) -> None:
    """Note on the device that the person has signed in on it; allauth's signal calls this."""
    device, people = _read_device(request)
    people = [*(one for one in people if one != user.pk), user.pk][-_MOST_PEOPLE:]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([device or secrets.token_hex(16), people], salt=_SALT),
        max_age=_ONE_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def find_device_address(request: HttpRequest, person: Person) -> str | None:
    """Return what stands for the device instead of an address, if the person is known on it."""
    device, people = _read_device(request)
    if person.pk not in people:
        return None
    # axes counts by address. fd00::/8 is nobody's on the internet (RFC 4193), and 120 bits of a
    # secret random number hit none of a local network either.
    digest = hashlib.sha256(device.encode()).digest()
    return str(IPv6Address(b"\xfd" + digest[:15]))


def _read_device(request: HttpRequest) -> tuple[str, list[int]]:
    """Return the device's random number and whom it knows; nothing if the cookie is not ours."""
    cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        device, people = signing.loads(cookie, salt=_SALT, max_age=_ONE_YEAR)
    except signing.BadSignature:
        return "", []
    return device, people
