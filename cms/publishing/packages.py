"""Chooses the versions of packages that a lesson shows, when it is published."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.blocks import StreamValue

from cms.blocks import PackageValue
from courses.models import PackageVersion


def choose_versions(
    body: StreamValue, kept: Iterable[PackageVersion] = ()
) -> dict[int, PackageVersion]:
    """Return the version by the id of its package: one that is kept, else the newest."""
    before = {version.package_id: version for version in kept}
    values = [block.value for block in body if isinstance(block.value, PackageValue)]
    found = {
        value["package"].pk: value.find_version(before) for value in values if value["package"]
    }
    return {pk: version for pk, version in found.items() if version}
