"""Reads the keys in force: a version keeps the one it was asked with, a correction stands beside.

Nothing of a key may leave the server before a paper is marked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courses.models import ItemVersion, KeyCorrection


def load_keys(versions: Iterable[ItemVersion]) -> dict[int, Any]:
    """Return the keys by the id of the version: one query."""
    keys = {version.pk: version.answer_key for version in versions}
    rows = KeyCorrection.objects.approved().filter(version__in=keys)
    # The newest last, over those before.
    for pk, key in rows.order_by("decided_at", "pk").values_list("version", "answer_key"):
        keys[pk] = key
    return keys
