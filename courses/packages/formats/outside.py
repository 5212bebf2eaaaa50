"""Finds what the pages of a package want from other sites, of which nothing is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from courses.packages.archive import PackageArchive

_LOADED = re.compile(
    rb"<(?:script|iframe|img|video|audio|source)\b[^>]*?\ssrc\s*=\s*[\"']?\s*"
    rb"(?:https?:)?//([a-z0-9.-]{1,100})",
    re.IGNORECASE,
)
_MOST_HOSTS = 5  # that are told


def list_hosts(archive: PackageArchive, addresses: Iterable[str]) -> list[str]:
    """Return the hosts from which the pages at these addresses load, in order."""
    paths = dict.fromkeys(unquote(urlsplit(address).path) for address in addresses)
    # What a page loads stands at its beginning; the first piece is enough to warn by.
    pages = [next(archive.read_pieces(path), b"") for path in paths if path in archive]
    found = [host.decode().lower() for page in pages for host in _LOADED.findall(page)]
    return [*dict.fromkeys(found)][:_MOST_HOSTS]
