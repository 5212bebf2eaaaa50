"""Identifies the release that answers, so that nobody keeps a page or file of an older one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.autoreload import get_template_directories


@cache  # once a process: a deployment starts new ones
def identify_release() -> str:
    """Return a digest of everything that a deployment may change on a page.

    A page names its styles and scripts by their digest, and a deployment deletes the old files:
    a 304 across deployments would leave the reader without them.
    """
    digest = hashlib.sha256((django.__version__ + _static_manifest()).encode())
    for path in sorted(_find_sources()):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _static_manifest() -> str:
    """Return Django's digest of the manifest; a storage without one serves unhashed names."""
    return getattr(staticfiles_storage, "manifest_hash", "")


def _find_sources() -> Iterator[Path]:
    """Yield all templates, our catalogues, and our code: template tags write HTML too."""
    for folder in get_template_directories():
        yield from (path for path in folder.rglob("*") if path.is_file())
    for folder in settings.LOCALE_PATHS:
        yield from folder.rglob("*.mo")
    for app in apps.get_app_configs():
        if Path(app.path).parent == settings.BASE_DIR:
            yield from Path(app.path).rglob("*.py")
