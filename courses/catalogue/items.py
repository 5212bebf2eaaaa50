"""Writes questions and their versions, and refuses questions that cannot be asked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from courses.catalogue.identity import add_version, content_digest
from courses.models import Item, ItemVersion


class InvalidItem(ValueError):
    """The question cannot be asked: its key, options or languages contradict each other."""


@transaction.atomic
def publish_item(
    *,
    key: uuid.UUID | str,
    kind: str,
    content: Mapping[str, Mapping[str, Any]],
    answer_key: Iterable[str],
    fixed_places: Mapping[str, int] | None = None,
    bank: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> ItemVersion:
    """Return the version asked from now on; its facts are as in `ItemVersion`.

    Raises `InvalidItem`.
    """
    right, fixed = sorted(set(answer_key)), dict(fixed_places or {})
    _validate_item(kind, content, right, fixed)
    facts = {"kind": kind, "content": content, "answer_key": right, "fixed_places": fixed}
    # Without fixed places the digest is that of releases before there were any: publishing an
    # unchanged question again makes no new version.
    digest = content_digest([kind, content, right, *([fixed] if fixed else [])])
    place = {"bank": bank} if bank else {}
    Item.objects.update_or_create(key=key, defaults={"is_live": True, **place})
    # Locked: two publishers at once must not both add the next number.
    item = Item.objects.select_for_update().get(key=key)
    return add_version(item.versions.all(), digest, at=at, item=item, **facts)


def _validate_item(
    kind: str,
    content: Mapping[str, Mapping[str, Any]],
    right: list[str],
    fixed: Mapping[str, int],
) -> None:
    options = [set(words.get("options", {})) for words in content.values()]
    if kind not in ItemVersion.Kind.values:
        raise InvalidItem(f"unknown kind {kind!r}")
    if not options or any(one != options[0] for one in options):
        raise InvalidItem("the languages do not offer the same options")
    if not right or not set(right) <= options[0]:
        raise InvalidItem("the right options are not among the options")
    if kind == ItemVersion.Kind.SINGLE and len(right) != 1:
        raise InvalidItem("one answer means exactly one right option")
    places = set(fixed.values())
    if not set(fixed) <= options[0] or len(places) < len(fixed):
        raise InvalidItem("an option keeps a place that it cannot have")
    if not places <= set(range(len(options[0]))):
        raise InvalidItem("an option keeps a place that there is not")
