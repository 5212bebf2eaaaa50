"""Checks at start that packages, if they are offered, are served apart from the site."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution


@register
def check_package_origin(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse an origin whose scripts would have the cookies of the site, which know no port."""
    if not settings.PACKAGE_ORIGIN:
        return []
    own, site = urlsplit(settings.PACKAGE_ORIGIN), urlsplit(settings.SITE_URL)
    is_whole = own.scheme in ("http", "https") and own.hostname and own.path in ("", "/")
    if is_whole and own.hostname != site.hostname:
        return []
    return [
        Error(
            f"PACKAGE_ORIGIN is {settings.PACKAGE_ORIGIN}: packages need a host of their own.",
            hint="Name another host than that of SITE_URL, such as https://packages.example.org",
            id="courses.E001",
        )
    ]


@register(deploy=True)
def check_packages_offered(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.PACKAGE_ORIGIN:
        return []
    return [
        Caution(
            "PACKAGE_ORIGIN is not set: trainers are offered no packages (SCORM, H5P).",
            id="courses.W001",
        )
    ]
