"""Keeps the origin of packages apart from the site, before any middleware sees a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

_Application = Callable[[dict[str, Any], Any], Any]


class PackageOriginSwitch:
    """Hands requests for the origin of packages to what answers there, all others to the site.

    One process serves both, but nothing of the site (sessions, cookies, pages) is on that origin,
    and nothing of a package is on ours.
    """

    def __init__(self, site: _Application) -> None:
        self._site = site
        # Paths in settings, because apps are named by string here.
        self._is_package_host = import_string(settings.PACKAGE_HOST)
        self._packages: _Application = import_string(settings.PACKAGE_APPLICATION)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        is_package = self._is_package_host(environ.get("HTTP_HOST", ""))
        answer = self._packages if is_package else self._site
        return answer(environ, start_response)
