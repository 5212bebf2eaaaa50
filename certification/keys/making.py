"""Makes the first keys, in earnest or for a demo."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from certification.authority import make_key_files
from certification.keys.register import folder


class DemoKeysRefused(Exception):
    """Demo keys may be made where ``LMS_DEMO`` is set, and nowhere else."""


def make_keys(*, demo: bool = False, at: dt.datetime | None = None) -> Path:
    """Make every key anew where there is none yet; FileExistsError where there is."""
    if demo:
        require_demo()
    at = (at or timezone.now()).astimezone(dt.UTC).replace(microsecond=0)
    make_key_files(folder(), settings.ISSUER["name"]["en"], demo=demo, at=at)
    return folder()


def make_demo_keys() -> Path:
    """Demo keys, unless there are keys already. Only where ``LMS_DEMO`` is set."""
    require_demo()
    return folder() if (folder() / "root.pem").exists() else make_keys(demo=True)


def require_demo() -> None:
    if not settings.LMS_DEMO:
        raise DemoKeysRefused("demo keys need LMS_DEMO=1")
