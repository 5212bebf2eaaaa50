"""Reads what a package says of itself, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from courses.models import PackageKind
from courses.packages.archive import PackageArchive
from courses.packages.formats.h5p import check_h5p
from courses.packages.formats.scorm import MANIFEST, read_scorm
from courses.packages.refusals import PackageRefused


@dataclass(frozen=True)
class PackageDescription:
    kind: PackageKind
    parts: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)


def describe_package(archive: PackageArchive) -> PackageDescription:
    """Return kind and parts. Raise `PackageRefused`."""
    try:
        return _read_description(archive)
    # What strangers write has lists for numbers, numbers without end, addresses that are none and
    # items within items a thousand times: refused in words, and not tried three times.
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        name = MANIFEST if MANIFEST in archive else "h5p.json"
        raise PackageRefused("manifest", name) from error


def _read_description(archive: PackageArchive) -> PackageDescription:
    if MANIFEST in archive:
        return PackageDescription(*read_scorm(archive))
    if "h5p.json" in archive:
        part, warnings = check_h5p(archive)
        return PackageDescription(PackageKind.H5P, [part], warnings)
    raise PackageRefused("unknown")
