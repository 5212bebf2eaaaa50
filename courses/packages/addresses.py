"""Makes the addresses of unpacked packages: signed, on their own origin, and for some days.

An address says the package and the week, and not who comes: within a week a phone loads nothing
twice, and whoever gets hold of one reads a course for two weeks at most.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from courses.models import PackageVersion

_SIGNER_SALT = "courses.packages"
_WEEK = 7 * 24 * 3600  # seconds


def is_offered() -> bool:
    """Return whether this installation has an origin for packages."""
    return bool(settings.PACKAGE_ORIGIN)


def read_origin(address: str) -> str:
    """Return scheme, host and port of an address, as a browser tells an origin."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def build_play_url(version: PackageVersion, *, at: dt.datetime | None = None) -> str:
    """Return where the frame of the package is opened."""
    token = _sign(version.pk, _week_of(at or timezone.now()))
    return f"{read_origin(settings.PACKAGE_ORIGIN)}/{token}/"


def read_token(token: str, *, at: dt.datetime | None = None) -> int | None:
    """Return the id of the version that a token opens in its week and the one after it."""
    try:
        pk, week = Signer(salt=_SIGNER_SALT).unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    age = _week_of(at or timezone.now()) - int(week)
    return int(pk) if age in (0, 1) else None


def _sign(pk: int, week: int) -> str:
    return Signer(salt=_SIGNER_SALT).sign(f"{pk}.{week}")


def _week_of(at: dt.datetime) -> int:
    return int(at.timestamp()) // _WEEK
